import { isIP } from 'node:net';
import type { Rate } from '@vafa/limiter';
import { z } from 'zod';
import { connectionLimitsDefault } from './adapters/http/connections.ts';
import type { EdgeSettings } from './adapters/http/http-app.ts';
import { ratesDefault } from './adapters/http/limits.ts';
import { signInTimesDefault } from './domain/sign-in.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

const rateText = /^(\d{1,6}(?:\.\d{1,3})?)\/(\d{1,7})$/;

/** `1000/3000`: a thousand a second in the long run, three thousand at once. */
const rate = (usual: Rate) =>
  z
    .string()
    .regex(rateText, 'must be A/B: A a second, B at once')
    .transform((text): Rate => {
      const [, perSecond, burst] = rateText.exec(text) ?? [];
      return { perSecond: Number(perSecond), burst: Number(burst) };
    })
    .refine(({ perSecond, burst }) => perSecond > 0 && burst >= 1, 'must be above 0')
    .default(usual);

const whole = (usual: number, most: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(most, `must be ${String(most)} or less`)
    .default(usual);
const seconds = (usualMs: number) => whole(usualMs / 1_000, 3_600);

const isNetwork = (text: string): boolean => {
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  return (
    family !== 0 &&
    more === undefined &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
  );
};

const networks = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((parts) => parts.every(isNetwork), 'must be addresses or networks such as 10.0.0.0/8, comma between')
  .default([]);

/** Its part of the gateway's environment; the table of docs/limits.md explains each. */
export const edgeConfig = z.object({
  RATE_PER_KEY: rate(ratesDefault.perKey),
  RATE_PER_ADDRESS: rate(ratesDefault.perAddress),
  RATE_PER_TILL: rate(ratesDefault.perTill),
  RATE_WRONG_KEYS: rate(ratesDefault.wrongKeys),
  RATE_WRONG_PASSWORDS: rate(ratesDefault.wrongPasswords),
  RATE_WRONG_CODES: rate(ratesDefault.wrongCodes),
  RATE_WRONG_CODES_ALIKE: rate(ratesDefault.wrongCodesAlike),
  RATE_LOOK_UPS: rate(ratesDefault.lookUps),
  CONNECTIONS_MAX: whole(connectionLimitsDefault.connectionsMax, 1_000_000),
  CONNECTIONS_PER_ADDRESS_MAX: whole(connectionLimitsDefault.connectionsPerAddressMax, 1_000_000),
  HEADERS_SECONDS: seconds(connectionLimitsDefault.headersMs),
  BODY_SECONDS: seconds(connectionLimitsDefault.bodyMs),
  SILENCE_SECONDS: seconds(connectionLimitsDefault.silenceMs),
  KEEP_ALIVE_SECONDS: seconds(connectionLimitsDefault.keepAliveMs),
  BYTES_PER_SECOND_MIN: whole(connectionLimitsDefault.bytesPerSecondMin, 1_000_000),
  TRUSTED_PROXIES: networks,
  SIGN_IN_IDLE_MINUTES: whole(signInTimesDefault.idleMs / minuteMs, 1_440),
  SIGN_IN_HOURS: whole(signInTimesDefault.wholeMs / hourMs, 720),
});

export const edgeOf = (read: z.infer<typeof edgeConfig>): EdgeSettings => ({
  rates: {
    perKey: read.RATE_PER_KEY,
    perAddress: read.RATE_PER_ADDRESS,
    perTill: read.RATE_PER_TILL,
    wrongKeys: read.RATE_WRONG_KEYS,
    wrongPasswords: read.RATE_WRONG_PASSWORDS,
    wrongCodes: read.RATE_WRONG_CODES,
    wrongCodesAlike: read.RATE_WRONG_CODES_ALIKE,
    lookUps: read.RATE_LOOK_UPS,
  },
  limits: {
    connectionsMax: read.CONNECTIONS_MAX,
    connectionsPerAddressMax: read.CONNECTIONS_PER_ADDRESS_MAX,
    headersMs: read.HEADERS_SECONDS * 1_000,
    bodyMs: read.BODY_SECONDS * 1_000,
    silenceMs: read.SILENCE_SECONDS * 1_000,
    keepAliveMs: read.KEEP_ALIVE_SECONDS * 1_000,
    bytesPerSecondMin: read.BYTES_PER_SECOND_MIN,
  },
  trustedProxies: read.TRUSTED_PROXIES,
  signInTimes: { idleMs: read.SIGN_IN_IDLE_MINUTES * minuteMs, wholeMs: read.SIGN_IN_HOURS * hourMs },
});

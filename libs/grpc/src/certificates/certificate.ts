import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bits, bytes, identifier, integer, moment, sequence, set, tagged, taggedBytes, text, yes } from './der.ts';

/** What an X.509 certificate says (RFC 5280). */
export interface CertificateContent {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** May sign others; else it is for both ends of TLS. */
  readonly isAuthority?: boolean;
  readonly uris?: readonly string[];
  readonly dnsNames?: readonly string[];
  /** Of version 4. */
  readonly addresses?: readonly string[];
}

const ecdsaWithSha256 = sequence(identifier('1.2.840.10045.4.3.2'));
const commonName = identifier('2.5.4.3');
const serverAndClient = sequence(identifier('1.3.6.1.5.5.7.3.1'), identifier('1.3.6.1.5.5.7.3.2'));
const certificateAndListSigning = bits(Buffer.from([0x06]), 1);
const digitalSignature = bits(Buffer.from([0x80]), 7);

const nameOf = (name: string): Buffer => sequence(set(sequence(commonName, text(name))));
const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
const keyIdOf = (key: KeyObject): Buffer => createHash('sha256').update(spkiOf(key)).digest().subarray(0, 20);

const extension = (id: string, content: Buffer, isCritical = false): Buffer =>
  sequence(identifier(id), ...(isCritical ? [yes] : []), bytes(content));

const alternativeNames = ({ uris = [], dnsNames = [], addresses = [] }: CertificateContent): Buffer =>
  sequence(
    ...uris.map((uri) => taggedBytes(6, Buffer.from(uri))),
    ...dnsNames.map((name) => taggedBytes(2, Buffer.from(name))),
    ...addresses.map((address) => taggedBytes(7, Buffer.from(address.split('.').map(Number)))),
  );

const purposeOf = (content: CertificateContent): Buffer[] =>
  content.isAuthority
    ? [extension('2.5.29.19', sequence(yes), true), extension('2.5.29.15', certificateAndListSigning, true)]
    : [
        extension('2.5.29.19', sequence(), true),
        extension('2.5.29.15', digitalSignature, true),
        extension('2.5.29.37', serverAndClient),
        extension('2.5.29.17', alternativeNames(content)),
      ];

const toPem = (der: Buffer): string => {
  const lines = der.toString('base64').replaceAll(/.{1,64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
};

/**
 * The certificate as PEM, signed by its issuer's key (on P-256): Node reads certificates, but has nothing that
 * writes one.
 */
export const signCertificate = (
  content: CertificateContent,
  issuer: { key: KeyObject; publicKey: KeyObject },
): string => {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const extensions = [
    ...purposeOf(content),
    extension('2.5.29.14', bytes(keyIdOf(content.publicKey))),
    extension('2.5.29.35', sequence(taggedBytes(0, keyIdOf(issuer.publicKey)))),
  ];
  const said = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    nameOf(content.issuer),
    sequence(moment(content.notBefore), moment(content.notAfter)),
    nameOf(content.subject),
    spkiOf(content.publicKey),
    tagged(3, sequence(...extensions)),
  );
  return toPem(sequence(said, ecdsaWithSha256, bits(sign('sha256', said, issuer.key))));
};

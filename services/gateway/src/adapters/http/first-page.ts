import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';

const style = `
body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f;background:#fbfbfd}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}section{border-top:1px solid #d8d8e0;margin-top:2rem}
pre{background:#f0f0f5;padding:.8rem;overflow-x:auto;direction:ltr;text-align:left;border-radius:.4rem}code{direction:ltr;unicode-bidi:isolate}
a{color:#0b57a4}
@media(prefers-color-scheme:dark){body{color:#e6e6ea;background:#16161a}pre{background:#24242a}section{border-color:#3a3a44}a{color:#8ab8ee}}
`;

/** The page asks nobody for anything and runs nothing: only its own style is allowed. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

const links = { documentation: '/docs', openapi: '/openapi.json', live: '/health/live', ready: '/health/ready' };
const webLinks = { till: '/till', console: '/console', club: '/club' };

const example = (address: string): string => `KEY=$(cat .data/admin-key)
curl -H "Authorization: Bearer $KEY" ${address}/v1/clubs
curl -H "Authorization: Bearer $KEY" -H "Vafa-Club: demo" ${address}/v1/summary
curl -H "Authorization: Bearer $KEY" -H "Vafa-Club: demo" "${address}/v1/members?q=sara"`;

const englishRooms = `<h2>Begin here</h2>
<ul>
<li><a href="/console/setup">Set up your club</a>: seven short questions. Sign in as <code>admin</code>; the window of the program shows the first password.</li>
<li><a href="/till">Till</a>: record a purchase, spend points, enrol a member</li>
<li><a href="/console">Console</a>: members, rules, rewards and figures, for the staff</li>
<li><a href="/club">My club</a>: what members see</li>
</ul>
`;
const persianRooms = `<h2>از این‌جا آغاز کنید</h2>
<ul>
<li><a href="/console/setup">راه‌اندازی باشگاه</a>: هفت پرسش کوتاه. با نام <code>admin</code> وارد شوید؛ رمز نخست در پنجرهٔ برنامه آمده است.</li>
<li><a href="/till">صندوق</a>: ثبت خرید، خرج امتیاز، عضوگیری</li>
<li><a href="/console">میز کار</a>: اعضا، قانون‌ها، جایزه‌ها و آمار، برای کارکنان</li>
<li><a href="/club">باشگاه من</a>: آنچه اعضا می‌بینند</li>
</ul>
`;

const english = (address: string, hasWeb: boolean): string => `<section lang="en">
${hasWeb ? englishRooms : ''}<h2>For programmers</h2>
<ul>
<li><a href="/docs">/docs</a>: every operation, to read and to try</li>
<li><a href="/openapi.json">/openapi.json</a>: the same for programs</li>
<li><a href="/health/ready">/health/ready</a>: whether database and services answer</li>
</ul>
<h3>How to sign in</h3>
<p>Requests carry an API key: <code>Authorization: Bearer vafa_…</code>. The administrator's lies in the data folder (<code>.data/admin-key</code> after <code>npm start</code>), elsewhere it is <code>VAFA_ADMIN_KEY</code>. In /docs, press “Authorize” and paste it; name the club in the header <code>Vafa-Club</code>. Tills get keys of their own: <code>POST /v1/api-keys</code>.</p>
<h3>First steps</h3>
<pre>${example(address)}</pre>
<p>Your own sales: <code>npm run vafa -- import sales FILE.csv</code>. All commands: <code>npm run vafa -- --help</code>.</p>
</section>`;

const persian = (address: string, hasWeb: boolean): string => `<section lang="fa" dir="rtl">
${hasWeb ? persianRooms : ''}<h2>برای برنامه‌نویسان</h2>
<ul>
<li><a href="/docs">/docs</a>: همهٔ عملیات، برای خواندن و آزمودن</li>
<li><a href="/openapi.json">/openapi.json</a>: همان، برای برنامه‌ها</li>
<li><a href="/health/ready">/health/ready</a>: پایگاه داده و سرویس‌ها پاسخ می‌دهند یا نه</li>
</ul>
<h3>ورود</h3>
<p>هر درخواست یک کلید دارد: <code>Authorization: Bearer vafa_…</code>. کلید مدیر در پوشهٔ داده است (پس از <code>npm start</code> در <code>.data/admin-key</code>) و در جاهای دیگر <code>VAFA_ADMIN_KEY</code>. در ‎/docs دکمهٔ «Authorize» را بزنید و کلید را بچسبانید؛ باشگاه را در سرایند <code>Vafa-Club</code> نام ببرید. هر صندوق کلید خود را می‌گیرد: <code>POST /v1/api-keys</code>.</p>
<h3>گام‌های نخست</h3>
<pre>${example(address)}</pre>
<p>فروش‌های خودتان: <code>npm run vafa -- import sales FILE.csv</code>. همهٔ فرمان‌ها: <code>npm run vafa -- --help</code>.</p>
</section>`;

const plainHost = /^[A-Za-z0-9.-]{1,100}(:\d{1,5})?$/;

/** Where the reader asked, when that is nothing but a name and a port. */
const addressOf = ({ protocol, host }: FastifyRequest): string =>
  plainHost.test(host) ? `${protocol}://${host}` : 'http://127.0.0.1:8080';

const page = (request: FastifyRequest, hasWeb: boolean): string => {
  const address = addressOf(request);
  const isPersian = /^\s*fa\b/i.test(request.headers['accept-language'] ?? '');
  const sections = isPersian ? [persian, english] : [english, persian];
  return `<!doctype html>
<html lang="${isPersian ? 'fa' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Vafa وفا</title><style>${style}</style></head>
<body><h1>Vafa <span lang="fa">وفا</span></h1>
<p>The customer club is running. <span lang="fa" dir="rtl">باشگاه مشتریان روشن است.</span></p>
${sections.map((section) => section(address, hasWeb)).join('\n')}
</body></html>
`;
};

const answer = (request: FastifyRequest, reply: FastifyReply, hasWeb: boolean): FastifyReply => {
  void reply.header('vary', 'accept, accept-language');
  if (!/\btext\/html\b/i.test(request.headers.accept ?? ''))
    return reply.send({ name: 'Vafa', links: { ...links, ...(hasWeb && webLinks) } });
  return reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page(request, hasWeb));
};

/** `/` says where things are: a page for people, links for programs. */
export const serveFirstPage = (fastify: FastifyInstance, hasWeb: boolean): void => {
  fastify.get('/', (request, reply) => answer(request, reply, hasWeb));
};

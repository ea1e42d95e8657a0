/** An answer of the gateway that is not a success: problem+json (RFC 9457). */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiProblem';
  }
}

/** The gateway did not answer at all. */
export class NotReachable extends Error {
  constructor(readonly url: string) {
    super(`no Vafa answers at ${url}`);
    this.name = 'NotReachable';
  }
}

/** As far as it is one: what stands between a client and the gateway may answer anything. */
interface Told {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
}

export const problemOf = (status: number, text: string): ApiProblem => {
  try {
    const { code = 'unknown', title, detail } = JSON.parse(text) as Told;
    return new ApiProblem(status, code, detail ?? title ?? `the gateway answered ${status}`);
  } catch {
    return new ApiProblem(status, 'unknown', `the gateway answered ${status}`);
  }
};

export interface GraphResponse<D> {
  status: number;
  headers: Headers;
  body: {
    data?: D | null;
    errors?: readonly {
      message: string;
      path?: readonly (string | number)[];
      extensions?: { code?: string };
    }[];
    // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the developer view holds
    extensions?: any;
  };
}

export interface GraphRequest {
  query: string;
  variables?: Record<string, unknown>;
  /** A client access token. */
  token?: string | undefined;
  headers?: Record<string, string>;
}

/** Sends one operation as a client would. `D` is what the test expects of `data`. */
export async function sendOperation<
  // biome-ignore lint/suspicious/noExplicitAny: tests name the type where it helps
  D = any,
>(url: string, { query, variables, token, headers }: GraphRequest): Promise<GraphResponse<D>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(50_000),
  });
  const body = (await response.json()) as GraphResponse<D>['body'];
  return { status: response.status, headers: response.headers, body };
}

/** Signs a seeded account in and returns its access token; throws when the graph refuses. */
export function signInAs(url: string, email: string): Promise<string> {
  return signInBy((query, variables) => sendOperation(url, { query, variables }), email);
}

/** The same, whichever way operations are sent. */
export async function signInBy(
  send: (
    query: string,
    variables: Record<string, unknown>,
    // biome-ignore lint/suspicious/noExplicitAny: what is asked for is looked at below
  ) => Promise<{ body: { data?: any } }>,
  email: string,
): Promise<string> {
  const { body } = await send(
    `mutation ($input: SignInInput!) {
      signIn(input: $input) { __typename ... on SignInSuccess { session { accessToken } } }
    }`,
    { input: { email, password: 'causeway-sample-1' } },
  );
  const token = body.data?.signIn?.session?.accessToken;
  if (typeof token !== 'string') throw new Error(`Cannot sign in: ${JSON.stringify(body)}`);
  return token;
}

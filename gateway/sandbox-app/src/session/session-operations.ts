import type { Operation } from '../exchange/send-operation.ts';
import me from './operations/me.graphql?raw';
import refreshSession from './operations/refresh-session.graphql?raw';
import signIn from './operations/sign-in.graphql?raw';
import signOut from './operations/sign-out.graphql?raw';

export interface Credentials {
  email: string;
  password: string;
}

/** The operations by which the page signs in; a test holds them to the supergraph. */
export function signInOperation({ email, password }: Credentials): Operation {
  return { query: signIn, variables: { input: { email, password } } };
}

export function refreshSessionOperation(refreshToken: string): Operation {
  return { query: refreshSession, variables: { input: { refreshToken } } };
}

export function signOutOperation(): Operation {
  return { query: signOut };
}

export function meOperation(): Operation {
  return { query: me };
}

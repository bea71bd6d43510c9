import { Logo } from './masthead/logo.tsx';

/** The page when the gateway does not say where its graph is. */
export function StartFailure({ message }: { message: string }) {
  return (
    <main className="start-failure" role="alert">
      <Logo />
      <h1>The sandbox cannot start</h1>
      <p>{message}</p>
      <button type="button" className="button button-primary" onClick={() => location.reload()}>
        Try again
      </button>
    </main>
  );
}

import type { FormEvent } from 'react';

/** Asks for a token; `refusal` says what was wrong with the one before. */
export function TokenForm(props: {
  graph: string;
  refusal: string | null;
  onToken: (token: string) => void;
}) {
  const { graph, refusal, onToken } = props;

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    onToken(String(new FormData(event.currentTarget).get('token')).trim());
  }

  return (
    <section className="page-state" aria-labelledby="token-title">
      <h2 id="token-title">The registry asks who is reading</h2>
      <p>
        A token with a right to read <code>{graph}</code> opens these pages. It is kept in this tab
        only, and sent to the registry only.
      </p>
      <form className="token-form" onSubmit={submit}>
        <label>
          Token
          <input
            name="token"
            type="password"
            required
            pattern="\s*cwt_[A-Za-z0-9_\-]{43}\s*"
            title="cwt_ and 43 characters"
            autoComplete="off"
            spellCheck={false}
            placeholder="cwt_…"
          />
        </label>
        <button type="submit" className="button button-primary">
          Open
        </button>
      </form>
      <p className="token-refusal" role="alert">
        {refusal}
      </p>
      <p className="page-hint">
        Whoever may administer the graph makes one:
        <code>causeway token create --name pages --grant {graph}:READ</code>
      </p>
    </section>
  );
}

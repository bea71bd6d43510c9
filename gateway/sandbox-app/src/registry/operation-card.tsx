import { formatCount } from './format-when.ts';
import type { ClientUseFragment, RecordedOperationFragment } from './registry-answers.generated.ts';
import { When } from './when.tsx';

interface OperationCardProps {
  operation: RecordedOperationFragment;
  clients: readonly ClientUseFragment[];
}

/** An operation that gateways recorded: who asks for it, how often, and its text for whoever wants it. */
export function OperationCard({ operation, clients }: OperationCardProps) {
  const { id, name, type, document, count, lastSeen } = operation;
  return (
    <article className="operation">
      <h4>
        <span className="operation-type">{type.toLowerCase()}</span>
        {name ?? <em>without a name</em>}
        <small>
          {formatCount(count)} {count === 1 ? 'request' : 'requests'}, last <When at={lastSeen} />
        </small>
      </h4>
      <table className="client-table">
        <caption className="visually-hidden">Clients of {name ?? id}</caption>
        <thead>
          <tr>
            <th scope="col">Client</th>
            <th scope="col">Version</th>
            <th scope="col" className="number">
              Requests
            </th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          {clients.map((client) => (
            <tr key={`${client.name} ${client.version}`}>
              <th scope="row">{client.name ?? <em>does not say</em>}</th>
              <td>{client.version ?? '–'}</td>
              <td className="number">{formatCount(client.count)}</td>
              <td>
                <When at={client.lastSeen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <details>
        <summary>Document</summary>
        <pre>{document}</pre>
      </details>
    </article>
  );
}

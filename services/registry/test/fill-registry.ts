import { createHash } from 'node:crypto';

/** The variant that has most. */
export const REF = 'g1@v1';
/** Half of what was counted is older. */
export const SINCE = new Date(Date.now() - 15 * 24 * 3_600_000);

export const TOKEN_ID = '00000000-0000-4000-8000-000000000001';

/** The id that `FILL` gives to an operation or a text. */
export function idOf(number: number): string {
  return createHash('sha256').update(String(number)).digest('hex');
}

const sha = (n: string) => `encode(sha256((${n})::text::bytea), 'hex')`;

/**
 * SQL that fills an empty registry: ten busy variants, each with 2,000 versions of five subgraphs and 500
 * gateways, the first with 2,000 recorded operations that two clients ask for on five days; beside them, many
 * small ones, a hundred of them with 200 operations.
 */
export const FILL = `
  SET search_path = registry;
  INSERT INTO graph (name) SELECT 'g' || n FROM generate_series(1, 2000) n;
  INSERT INTO variant (ref, graph_name, name, current)
    SELECT 'g' || n || '@v' || n, 'g' || n, 'v' || n, CASE WHEN n <= 10 THEN 2000 END
    FROM generate_series(1, 2000) n;
  INSERT INTO schema_text SELECT ${sha('n')}, 'type Query { f' || n || ': Int }'
    FROM generate_series(0, 20000) n;
  INSERT INTO subgraph_publish
    (ref, name, number, routing_url, sdl_hash, published_by, published_at)
    SELECT 'g' || g || '@v' || g, 's' || s, p, 'http://s.test', ${sha('p')}, 'team', now()
    FROM generate_series(1, 10) g, generate_series(1, 5) s, generate_series(1, 400) p;
  INSERT INTO version (ref, number, cause, changed_subgraphs, created_by, created_at,
      supergraph_hash, api_hash)
    SELECT 'g' || g || '@v' || g, n, 'PUBLISH', ARRAY['s1'], 'team', now(),
      ${sha('n')}, ${sha('n')}
    FROM generate_series(1, 10) g, generate_series(1, 2000) n;
  INSERT INTO version_subgraph (ref, number, publish_id)
    SELECT version.ref, version.number, publish.id FROM version
    JOIN subgraph_publish publish
      ON publish.ref = version.ref AND publish.number = 1 + version.number % 400;
  INSERT INTO token (id, name, secret_hash, grants, created_at)
    SELECT gen_random_uuid(), 'team', sha256(n::text::bytea),
      jsonb_build_array(jsonb_build_object('graph', 'g' || (1 + n % 10), 'permissions', '["READ"]'::jsonb)),
      now() - n * interval '1 minute'
    FROM generate_series(1, 5000) n;
  INSERT INTO token (id, name, secret_hash, grants, created_at)
    VALUES ('${TOKEN_ID}', 'team', sha256('x'), '[]', now());
  INSERT INTO audit_entry (at, by, action, graph_name, outcome, summary)
    SELECT now(), 'team', 'subgraph.publish', 'g' || (1 + n % 500), 'DONE', ''
    FROM generate_series(1, 50000) n;
  INSERT INTO gateway_state (ref, instance, serving, seen_at)
    SELECT 'g' || g || '@v' || g, 'gateway-' || n, 1, now() - n * interval '1 hour'
    FROM generate_series(1, 10) g, generate_series(1, 500) n;
  INSERT INTO recorded_operation (ref, id, name, type, document, coordinates, first_seen)
    SELECT 'g' || g || '@v' || g, ${sha('n')}, 'Op' || n, 'QUERY', 'query Op' || n || ' { a { b } }',
      ARRAY(SELECT DISTINCT 'T' || (n * f % 2000) || '.f' || (n * f % 2000) FROM generate_series(1, 8) f),
      now() - interval '30 days'
    FROM generate_series(0, 1999) n, generate_series(1, 100) g WHERE g = 1 OR n < 200;
  INSERT INTO operation_usage
    (ref, operation_id, client_name, client_version, hour, count, error_count, last_seen)
    SELECT ref, id, client, '1', date_trunc('hour', now()) - day * interval '1 day', 10, 0, now()
    FROM recorded_operation, unnest(ARRAY['web', 'ios']) client, generate_series(0, 29, 6) day;
  INSERT INTO usage_report SELECT 'g1@v1', gen_random_uuid(), now() - n * interval '1 minute'
    FROM generate_series(1, 5000) n;
  INSERT INTO "check" (ref, subgraph, status, created_by, created_at, result)
    SELECT 'g' || (1 + n % 500) || '@v' || (1 + n % 500), 's1', 'PASSED', 'team', now(), '{}'
    FROM generate_series(1, 20000) n;
  INSERT INTO contract (ref, source_ref, hides_unreachable)
    SELECT 'g' || n || '@v' || n, 'g' || (n % 400) + 1 || '@v' || (n % 400) + 1, false
    FROM generate_series(401, 2000) n;
  INSERT INTO contract (ref, source_ref, hides_unreachable) VALUES ('g2@v2', 'g1@v1', false);
  ANALYZE;`;

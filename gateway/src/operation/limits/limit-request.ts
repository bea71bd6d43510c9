import { LRUCache } from 'lru-cache';
import { GatewayError } from '../../errors/gateway-error.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { createTellMeasured, type Log } from '../../telemetry/tell-measured.ts';
import type { GraphqlRequest } from '../graphql-request.ts';
import { type LimitName, type Limits, limitTable, type Measures } from './limit-table.ts';
import { largestListSize } from './list-sizes.ts';
import { measureVariables } from './measure-variables.ts';
import { type ReadDocument, readDocument } from './read-document.ts';

const CACHE_BYTES = 16 * 1_024 * 1_024;

/**
 * Makes the stage that holds requests to the limits, before anything else is done with their documents.
 * Throws GatewayError with the limit's code when one is passed that is enforced; tells of those that are
 * measured.
 */
export function createLimitRequest(
  limits: Limits,
  metrics: Pick<Metrics, 'limitExceeded'>,
): (request: GraphqlRequest, context: { logger: Log }) => GraphqlRequest {
  // PERF: what was read of a document is kept, so that one that is known costs a look-up.
  const known = new LRUCache<string, ReadDocument>({
    maxSize: CACHE_BYTES,
    sizeCalculation: (_read, text) => 2 * text.length + 1_024,
  });
  const tell = createTellMeasured(metrics);

  return (request, { logger }) => {
    const { query = '', operationName = '', variables } = request;
    const { measures, listSizes } = read(query);
    judge(measures, logger);
    judge({ operationNameBytes: Buffer.byteLength(operationName) }, logger);
    if (variables !== undefined) {
      judge(measureVariables(variables, limits), logger);
      judge({ listSize: largestListSize(listSizes, variables) }, logger);
    } else judge({ listSize: listSizes.literal }, logger);
    return request;
  };

  function read(text: string): ReadDocument {
    const before = known.get(text);
    if (before !== undefined) return before;
    const document = readDocument(text, limits);
    known.set(text, document);
    return document;
  }

  function judge(measures: Measures, logger: Log): void {
    for (const name of Object.keys(measures) as LimitName[]) {
      const count = measures[name] ?? 0;
      const { measure, enforce } = limits[name];
      if (count > enforce) {
        metrics.limitExceeded(name, 'enforce');
        throw refusal(name, count, enforce);
      }
      if (count > measure) {
        tell({ limit: name, setting: `limits.${name}.measure`, count, at: measure }, logger);
      }
    }
  }
}

/** Counting may have stopped early, or met no end. */
function refusal(name: LimitName, count: number, enforced: number): GatewayError {
  const { code, unit } = limitTable[name];
  const counted = Number.isSafeInteger(count) ? String(count) : 'far more';
  const message = `The operation has ${counted} ${unit}; the limit is ${enforced} (limits.${name}).`;
  return new GatewayError(code, message);
}

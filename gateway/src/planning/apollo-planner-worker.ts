import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'graphql';
import { GatewayError } from '../errors/gateway-error.ts';
import type {
  ApolloPlannerReply,
  ApolloPlannerRequest,
  ApolloPlannerStart,
} from './apollo-planner-messages.ts';
import { createBuildApolloPlan } from './build-apollo-plan.ts';

// The thread that Apollo's planner runs in: apollo-planner.ts starts it, and says why it is one.

const buildApolloPlan = createBuildApolloPlan(workerData as ApolloPlannerStart);
parentPort?.on('message', (request: ApolloPlannerRequest) => reply(plan(request)));
reply({ kind: 'ready' });

function plan({ operation, overridePercentage }: ApolloPlannerRequest): ApolloPlannerReply {
  try {
    const document = parse(operation, { noLocation: true });
    return { kind: 'planned', plan: buildApolloPlan({ document, overridePercentage }) };
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const code = error instanceof GatewayError ? error.code : undefined;
    return { kind: 'failed', code, message, stack };
  }
}

function reply(message: ApolloPlannerReply): void {
  parentPort?.postMessage(message);
}

export { buildProgram } from './build-program.ts';
export { EXIT_CODES } from './exit-codes.ts';

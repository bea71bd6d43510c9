import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ASSERTION_HEADER, type Principal } from '@causeway/subgraph-kit';

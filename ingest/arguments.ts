import { parseArgs } from 'node:util';
import { INGEST_TEXTS } from './texts.js';

export type Command =
  | { readonly name: 'help' }
  | {
      readonly name: 'check';
      readonly files: readonly string[];
      readonly starter: boolean;
      readonly json: boolean;
    }
  | {
      readonly name: 'import';
      readonly files: readonly string[];
      readonly starter: boolean;
      /** Leaves alone what somebody else changed or withdrew since the starter knowledge was imported. */
      readonly ifMissing: boolean;
      readonly json: boolean;
    }
  | { readonly name: 'status'; readonly json: boolean }
  | { readonly name: 'reindex'; readonly json: boolean };

export type ParsedArguments =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly message: string };

const OPTIONS = {
  starter: { type: 'boolean', default: false },
  'if-missing': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Arguments after `node dist/ingest/main.js`. A mistake comes back as a Chinese sentence for exit code 2. */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  const parsed = split(argv);
  if (parsed === null)
    return wrong(INGEST_TEXTS.unknownOption(argv.find((word) => word.startsWith('-')) ?? ''));
  const { values, positionals } = parsed;
  if (values.help) return { ok: true, command: { name: 'help' } };
  const [name, ...files] = positionals;
  if (name === 'status' || name === 'reindex') {
    if (files.length > 0 || values.starter || values['if-missing'])
      return wrong(INGEST_TEXTS.takesNothing(name));
    return { ok: true, command: { name, json: values.json } };
  }
  if (name !== 'check' && name !== 'import') return wrong(INGEST_TEXTS.unknownCommand(name));
  return filesCommand(name, files, values);
}

function filesCommand(
  name: 'check' | 'import',
  files: readonly string[],
  values: { starter: boolean; 'if-missing': boolean; json: boolean },
): ParsedArguments {
  const { starter, json } = values;
  if (!starter && files.length === 0) return wrong(INGEST_TEXTS.noFiles(name));
  if (starter && files.length > 0) return wrong(INGEST_TEXTS.starterTakesNoFiles);
  if (!values['if-missing']) {
    const command =
      name === 'check' ? { name, files, starter, json } : { name, files, starter, ifMissing: false, json };
    return { ok: true, command };
  }
  if (name !== 'import' || !starter) return wrong(INGEST_TEXTS.ifMissingNeedsStarter);
  return { ok: true, command: { name, files, starter, ifMissing: true, json } };
}

function split(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch {
    // parseArgs throws on nothing but an option it does not know or a value given to a flag.
    return null;
  }
}

function wrong(message: string): ParsedArguments {
  return { ok: false, message };
}

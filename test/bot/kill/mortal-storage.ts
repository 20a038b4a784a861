import type { KyselyPlugin, RootOperationNode } from 'kysely';
import type { Storage } from '../../../src/storage/storage.js';
import { MOMENTS, type RowDeath, rowDeath, rowPassed } from './rows.js';

const [BEFORE, INSIDE, AFTER] = MOMENTS;

/**
 * A storage that tells of the rows of the table of demands which its transactions pass, whoever began them (a turn, a
 * timer, the console, the expert's page, a read mark): before the line of the timeline is written, with everything
 * written but not committed, and committed while nobody knows of it yet.
 */
export function mortalStorage(storage: Storage, passing: (death: RowDeath) => void): Storage {
  return {
    ...storage,
    write: async (work) => {
      const passed: number[] = [];
      const result = await storage.write(async (tx) => {
        passed.length = 0;
        const watch = watchTimeline((row) => {
          passed.push(row);
          passing(rowDeath(row, BEFORE));
        });
        const worked = await work(tx.withPlugin(watch) as typeof tx);
        for (const row of passed) passing(rowDeath(row, INSIDE));
        return worked;
      });
      for (const row of passed) passing(rowDeath(row, AFTER));
      return result;
    },
  };
}

/** Sees every query of a transaction before it runs. */
function watchTimeline(passes: (row: number) => void): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      const line = timelineLine(node);
      if (line !== null) passes(rowPassed(line.event ?? '', line.from_state ?? '', line.actor_role ?? ''));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

/** What an insert into demand_events writes, by column; null for every other query. */
function timelineLine(node: RootOperationNode): Record<string, string> | null {
  if (node.kind !== 'InsertQueryNode' || node.into?.table.identifier.name !== 'demand_events') return null;
  const names = (node.columns ?? []).map(({ column }) => column.name);
  const [list] = node.values?.kind === 'ValuesNode' && 'values' in node.values ? nodesOf(node.values) : [];
  return Object.fromEntries(names.map((name, index) => [name, String(list?.[index] ?? '')]));
}

/** The values of each inserted row, plain or as nodes of their own. */
function nodesOf(node: object): unknown[][] {
  const { values } = node as { readonly values: readonly { readonly values: readonly unknown[] }[] };
  return values.map((list) => list.values.map(plainOf));
}

function plainOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
}

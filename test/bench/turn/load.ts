import { readFileSync } from 'node:fs';

/** What it cost to run so many turns. Times in milliseconds; CPU is of all threads of this process. */
export interface Cost {
  readonly turnsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU of this process for one turn. */
  readonly cpu: number;
  /** CPU of its child processes (the embedder) for one turn; null where the system does not tell. */
  readonly childCpu: number | null;
}

export interface Load {
  readonly turns: number;
  /** Turns under way at once. */
  readonly concurrency: number;
}

/** Runs `turn` for 0, 1, 2, …, then `settle`, whose work counts as well. */
export async function measure(
  { turns, concurrency }: Load,
  turn: (index: number) => Promise<void>,
  settle: () => Promise<void> = async () => {},
): Promise<Cost> {
  const times: number[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < turns) {
      const index = next++;
      const since = performance.now();
      await turn(index);
      times.push(performance.now() - since);
    }
  };
  const since = { wall: performance.now(), cpu: process.cpuUsage(), child: childCpuMs() };
  await Promise.all(Array.from({ length: concurrency }, lane));
  await settle();
  const wall = performance.now() - since.wall;
  const { user, system } = process.cpuUsage(since.cpu);
  const child = childCpuMs();
  return {
    turnsPerSecond: (turns * 1000) / wall,
    p50: nearestRank(times, 0.5),
    p99: nearestRank(times, 0.99),
    cpu: (user + system) / 1000 / turns,
    childCpu: child === null || since.child === null ? null : (child - since.child) / turns,
  };
}

function nearestRank(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Linux counts CPU in hundredths of a second, whatever the kernel's own tick. */
const TICK_MS = 10;

/** CPU of the living child processes so far, from Linux's /proc; null elsewhere. */
function childCpuMs(): number | null {
  const ids = childProcesses(process.pid);
  if (ids === null) return null;
  return ids.reduce((sum, id) => {
    const stat = read(`/proc/${id}/stat`) ?? '';
    // Fields 14 and 15 (user and system time); the second field may hold spaces and ends with a bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS;
  }, 0);
}

/** Ids of the children of a process; null where the system does not tell. */
export function childProcesses(id: number): number[] | null {
  const text = read(`/proc/${id}/task/${id}/children`);
  return text === null ? null : text.split(' ').filter(Boolean).map(Number);
}

/** Resident memory of a process in MB; null where the system does not tell. */
export function residentMb(id: number): number | null {
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${id}/status`) ?? '')?.[1];
  return kb === undefined ? null : Number(kb) / 1024;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

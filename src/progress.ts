/** How far a long step is. Nothing is shown for steps with nothing to do. */
export interface Progress {
  update(label: string, done: number, total: number): void;
  /** Ends the open bar, so that the next line starts at the left edge. */
  end(): void;
}

/** Where it is shown: a terminal, or a pipe. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const BAR_WIDTH = 24;
/** Plain output has one line per tenth of the way: enough to see life, little enough for a log. */
const PLAIN_STEP = 10;

/** How a step and its share are told, in words. */
export type ProgressText = (label: string, done: number, total: number, percent: number) => string;

/** A bar that redraws itself on a terminal, plain lines elsewhere. */
export function createProgressBar(screen: Screen, textOf: ProgressText): Progress {
  const terminal = screen.isTTY === true;
  const step = terminal ? 1 : PLAIN_STEP;
  let shown = '';
  let open = false;
  return {
    update(label, done, total) {
      if (total === 0) return;
      const percent = Math.floor((done / total) * 100);
      const mark = `${label} ${Math.floor(percent / step)}`;
      if (mark === shown) return;
      shown = mark;
      open = terminal;
      const text = textOf(label, done, total, percent);
      screen.write(terminal ? `\r${bar(percent)} ${text}\u001b[K` : `${text}\n`);
    },
    end() {
      if (open) screen.write('\n');
      open = false;
      shown = '';
    },
  };
}

function bar(percent: number): string {
  const filled = Math.round((percent / 100) * BAR_WIDTH);
  return `[${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}]`;
}

import { describe, expect, it } from 'vitest';
import { createProgress } from '../../ingest/progress.js';

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, write: (text: string) => written.push(text) };
}

describe('createProgress', () => {
  it('writes a line per tenth where there is no terminal', () => {
    const out = screen(false);
    const progress = createProgress(out);
    for (let done = 1; done <= 200; done += 1) progress.update('建立索引', done, 200);
    progress.end();
    expect(out.written).toHaveLength(11);
    expect(out.written.at(-1)).toBe('建立索引 200/200（100%）\n');
    expect(out.written.join('')).not.toContain('\r');
  });

  it('redraws one bar on a terminal and ends its line', () => {
    const out = screen(true);
    const progress = createProgress(out);
    progress.update('建立索引', 1, 2);
    progress.update('建立索引', 2, 2);
    progress.end();
    progress.end();
    expect(out.written).toHaveLength(3);
    expect(out.written[0]).toContain(`[${'█'.repeat(12)}${'░'.repeat(12)}] 建立索引 1/2（50%）`);
    expect(out.written[2]).toBe('\n');
  });

  it('shows nothing of a step with nothing to do', () => {
    const out = screen(true);
    createProgress(out).update('建立索引', 0, 0);
    expect(out.written).toEqual([]);
  });
});

/** Doubling wait before try number `attempts` + 1, in milliseconds: 1 s, 2 s, 4 s … never more than `capMs`. */
export function backOffMs(attempts: number, capMs: number): number {
  return Math.min(1000 * 2 ** Math.min(Math.max(attempts - 1, 0), 30), capMs);
}

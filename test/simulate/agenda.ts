interface Item {
  readonly at: number;
  readonly order: number;
  readonly run: () => Promise<void>;
}

/** What actors have in mind, by the virtual time at which they do it; at one time in the order of planning. */
export class Agenda {
  readonly #heap: Item[] = [];
  #order = 0;

  /** `at` in milliseconds since 1970. */
  plan(at: number, run: () => Promise<void>): void {
    this.#order += 1;
    this.#heap.push({ at: Math.round(at), order: this.#order, run });
    let place = this.#heap.length - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#swapIfEarlier(place, parent)) return;
      place = parent;
    }
  }

  get next(): number | null {
    return this.#heap[0]?.at ?? null;
  }

  take(): Item | null {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined) return null;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #sink(from: number): void {
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      const smaller =
        left + 1 < this.#heap.length && isBefore(this.#heap[left + 1]!, this.#heap[left]!) ? left + 1 : left;
      if (smaller >= this.#heap.length || !this.#swapIfEarlier(smaller, place)) return;
      place = smaller;
    }
  }

  #swapIfEarlier(child: number, parent: number): boolean {
    const [below, above] = [this.#heap[child]!, this.#heap[parent]!];
    if (!isBefore(below, above)) return false;
    this.#heap[child] = above;
    this.#heap[parent] = below;
    return true;
  }
}

function isBefore(a: Item, b: Item): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

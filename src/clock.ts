/** The only source of time. Everything that waits or stamps takes one, so that tests can hold the hands. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms` milliseconds of this clock, or at once when `signal` aborts; never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export function systemClock(): Clock {
  return {
    now: () => new Date(),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const finish = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', finish);
          resolve();
        };
        const timer = setTimeout(finish, ms);
        signal?.addEventListener('abort', finish, { once: true });
      }),
  };
}

/** ISO-8601 UTC text with milliseconds: the one form in which a time is stored. */
export function isoNow(clock: Clock): string {
  return clock.now().toISOString();
}

const CHINA_DATE = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

/** YYYY-MM-DD in China (Asia/Shanghai), where years, days and periods are counted. */
export function chinaDate(at: Date): string {
  return CHINA_DATE.format(at);
}

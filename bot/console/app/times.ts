const DAY = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});
const MINUTE = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** 2026/3/2 in China. */
export function day(at: string): string {
  return DAY.format(new Date(at));
}

/** 2026/3/2 09:00 in China. */
export function minute(at: string): string {
  return MINUTE.format(new Date(at));
}

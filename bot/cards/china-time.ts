import { demandTexts } from './texts.js';

const DAY = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
});
const HOUR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The day of an instant in China: 11月26日周四. */
export function dayText(at: string): string {
  return DAY.format(new Date(at));
}

/** An instant before which something is due: 11月26日周四17:30前; midnight is the end of the day before. */
export function dueText(at: string): string {
  const hour = HOUR.format(new Date(at));
  const isMidnight = hour === '00:00';
  const day = isMidnight ? new Date(Date.parse(at) - 1).toISOString() : at;
  return demandTexts.due(dayText(day), isMidnight ? demandTexts.midnight : hour);
}

/** Where files are given back, under our address. */
export const FILES = '/files';

/** Address of a file; `base` is our address without a slash at its end. Whoever opens it must be authorised. */
export function fileAddress(base: string, id: string): string {
  return `${base}${FILES}/${id}`;
}

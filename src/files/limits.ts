const MIB = 1024 * 1024;

/** What is taken, in one place; the page shows the same numbers. */
export const FILE_LIMITS = {
  /** Bytes of one file. */
  fileBytes: 10 * MIB,
  filesPerMessage: 9,
  /** Bytes of all files of one consultation or demand. */
  subjectBytes: 50 * MIB,
  /** Code points of a name as it is kept, extension included. */
  nameCharacters: 120,
  /** UTF-8 bytes of the same: most file systems end at 255. */
  nameBytes: 240,
} as const;

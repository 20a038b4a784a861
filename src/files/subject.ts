/** What a file can belong to. A message's files wait there until its turn says which consultation it is part of. */
export const FILE_SUBJECTS = ['message', 'consultation', 'demand'] as const;
export type FileSubjectKind = (typeof FILE_SUBJECTS)[number];

export interface FileSubject {
  readonly kind: FileSubjectKind;
  readonly id: string;
}

/** `kind:id`, as rows of `files` name it; the same words as the subjects of the audit chain. */
export function fileSubject(kind: FileSubjectKind, id: string): string {
  return `${kind}:${id}`;
}

/** Null for text that `fileSubject` did not write. */
export function parseFileSubject(text: string): FileSubject | null {
  const colon = text.indexOf(':');
  const kind = FILE_SUBJECTS.find((each) => each === text.slice(0, colon));
  return kind === undefined ? null : { kind, id: text.slice(colon + 1) };
}

export function versionProblem(version: string): string | null;

// No imports and old syntax only: this runs on whatever Node the user has.
const NEEDED = [20, 19];

/** The sentence to show when `version` (as in process.versions.node) is too old; null when it will do. */
export function versionProblem(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return null;
  return `需要 Node.js ${NEEDED.join('.')} 或更高版本，当前是 ${version}。请安装新版 Node.js（建议 20 或 22 的长期支持版）后重试。`;
}

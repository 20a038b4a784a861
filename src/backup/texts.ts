const NUMBER = new Intl.NumberFormat('zh-CN');
const CHINA_TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
});

/** What a restore counts, in the order in which it tells. */
const COUNTED: readonly (readonly [table: string, name: string, measure: string])[] = [
  ['demands', '需求', '件'],
  ['consultations', '咨询', '件'],
  ['activities', '对话消息', '条'],
  ['people', '人员', '名'],
  ['records', '知识记录', '条'],
];

/** Every sentence of backup and restore. */
export const texts = {
  noDatabase: (place: string) => `${place} 里还没有数据库，没有可备份的内容。`,
  nothingThere: '数据库还是空的，没有可备份的内容。',
  fileExists: (path: string) => `${path} 已经存在，没有动它。请换一个文件名。`,
  erasedMeanwhile: '备份期间有附件按要求删除了，这份备份没有写成。请再运行一次。',
  noFolder: (folder: string) => `没有 ${folder} 这个目录，请先建好，或换一个位置。`,

  noSuchFile: (path: string) => `找不到 ${path}，请核对路径。`,
  unreadable: (path: string) => `读不了 ${path}，请核对它是文件，并且有读取权限。`,
  notABackup: (path: string) => `${path} 不是本程序的备份文件，或者已经损坏。没有作任何改动。`,
  damaged: (path: string) =>
    `${path} 不完整，或者内容被改动过，不能用来恢复。没有作任何改动。请换一份备份，或重新复制一次。`,
  schemaNewer: (schema: number, known: number) =>
    `备份来自较新的程序（数据库版本 ${schema}，本程序只认识到 ${known}）。请先把程序升级到做备份时的版本。没有作任何改动。`,
  notEmpty: (tables: readonly string[]) =>
    `数据库里已有内容（${tables.join('、')}），没有作任何改动。恢复只能在空的数据库里进行：请用 YISHI_DATA_DIR 指定一个新目录，用 Postgres 时用 DATABASE_URL 指定一个新建的数据库。`,
  brokenChains: (subjects: readonly string[], count: number) =>
    `有 ${count} 条留痕记录对不上，说明内容在备份之前被改动过：${subjects.join('、')}${count > subjects.length ? ' 等' : ''}。没有作任何改动。如果查明之后仍要照原样恢复，请在命令后加 --accept-broken-audit。`,

  measuring: '清点内容',
  writing: '写入备份',
  checking: '校验备份',
  restoring: '恢复内容',
  verifying: '核对留痕',
  progress: (label: string, done: number, total: number, percent: number) =>
    `${label} ${NUMBER.format(done)}/${NUMBER.format(total)}（${percent}%）`,

  backedUp: (path: string, bytes: number) => `备份完成：${path}（${size(bytes)}）`,
  counts: (rows: ReadonlyMap<string, number>, files: number) => {
    const all = [...rows.values()].reduce((sum, count) => sum + count, 0);
    const named = COUNTED.map(
      ([table, name, measure]) => `${name} ${NUMBER.format(rows.get(table) ?? 0)} ${measure}`,
    );
    return `共 ${NUMBER.format(all)} 行，其中${named.join('、')}；附件 ${NUMBER.format(files)} 个。`;
  },
  missingFiles: (count: number) => `注意：有 ${count} 个附件在备份之前就已丢失或损坏，备份里没有它们。`,
  personalData: '备份里有姓名、电话、对话等个人信息，而且没有加密。请只交给有权的人，存放在安全的地方。',
  notIncluded: '签名密钥和 .env 不在备份里；检索索引也不在，恢复后会自动重建。',

  restored: (path: string, madeAt: string) =>
    `已从 ${path} 恢复，内容截至 ${CHINA_TIME.format(Date.parse(madeAt))}（北京时间）。`,
  chains: (count: number, broken: number) =>
    broken === 0
      ? `留痕 ${NUMBER.format(count)} 条链，全部核对无误。`
      : `留痕 ${NUMBER.format(count)} 条链，其中 ${NUMBER.format(broken)} 条对不上，已按您的要求照原样恢复。`,
  next: '接下来运行 npm start：它会先按恢复的知识重建检索索引，约需一两分钟，然后启动服务。',

  interrupted: '已中断，没有作任何改动。',
} as const;

const UNITS = ['KB', 'MB', 'GB', 'TB'];

/** Bytes as a person reads them. */
function size(bytes: number): string {
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(1)} ${UNITS[unit]}`;
}

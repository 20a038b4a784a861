import type { RecordKind } from '../knowledge/records/record.js';

const KIND_NAMES: Readonly<Record<RecordKind, string>> = {
  technology: '技术',
  standard: '标准',
  standard_order: '标准适用顺序',
  standing: '目录状态',
  case: '案例',
  unit: '单位',
  policy: '政策',
  expert: '专家',
};

const STATUS_NAMES: Readonly<Record<string, string>> = {
  draft: '草稿',
  published: '已发布',
  superseded: '已被新版取代',
  withdrawn: '已撤回',
};

/** Every Chinese sentence that the ingest command writes. */
export const INGEST_TEXTS = {
  usage: `用法：
  npm run ingest -- check  文件…  [--json]    检查文件，不作任何改动
  npm run ingest -- import 文件…  [--json]    导入文件，并在需要时重建检索索引
  npm run ingest -- import --starter          导入随程序提供的基础知识（check 也可用 --starter）
  npm run ingest -- status        [--json]    查看各类记录的条数、版次和索引状态
  npm run ingest -- reindex       [--json]    按数据库里已发布的记录更新检索索引，没有变化时什么也不做

选项：
  --starter     用随程序提供的基础知识，不写文件
  --if-missing  与 import --starter 同用：已导入且索引有效时什么也不做，也不覆盖他人的修改和撤回
  --json        结果以 JSON 输出
  -h, --help    显示本说明

文件格式：.jsonl（每行一条记录）、.md（按“## [编号] 标题”分节的政策文本）。
退出码：0 全部成功；1 有记录被拒收或执行失败；2 用法错误。
`,
  unknownOption: (option: string) => `不认识的选项 ${option}`,
  unknownCommand: (name: string | undefined) =>
    name === undefined
      ? '请写明要做什么：check、import、status 或 reindex'
      : `不认识的命令“${name}”，应为 check、import、status 或 reindex`,
  takesNothing: (name: string) => `${name} 不接文件，也不用 --starter、--if-missing`,
  noFiles: (name: string) => `${name} 之后请写要处理的文件，或用 --starter`,
  starterTakesNoFiles: '--starter 与文件不能同用，请分两次执行',
  ifMissingNeedsStarter: '--if-missing 只能与 import --starter 同用',

  lineTooLong: (most: number) => `这一行超过 ${most / 1024 / 1024} MB`,
  splitTheLine: '请确认文件是每行一条记录的 JSONL，而不是整个文件只有一行',
  notUtf8: '不是 UTF-8 编码的文字，该文件其余部分未读',
  saveAsUtf8: '请把文件另存为 UTF-8 编码后再导入',
  notJson: '不是合法的 JSON',
  oneObjectPerLine: '请检查引号、逗号和括号；每行写一条完整的记录',
  noPolicyHead: '认不出政策文本的题名或文号行',
  policyForm: '请按“# 题名”“> 文号：…；发文：…；成文 2021-06-29”“## [编号] 标题”的格式整理',
  unknownFormat: (extension: string) => (extension === '' ? '文件没有扩展名' : `不支持 ${extension} 文件`),
  knownFormats: (formats: readonly string[]) => `请转换为 ${formats.join(' 或 ')} 文件`,
  noSuchFile: '文件不存在',
  notAFile: '不是文件',
  checkThePath: '请核对路径和读取权限',
  correctTheRow: '改正后重新导入；其余各行不受影响',
  duplicateId: (id: string, where: string) => `编号 ${id} 与${where}重复`,
  keepOne: '每个编号只保留一条；确是不同的记录请换一个编号',
  place: (file: string, line: number | null) => (line === null ? file : `${file} 第 ${line} 行`),

  progress: (label: string, done: number, total: number, percent: number) =>
    `${label} ${done}/${total}（${percent}%）`,
  writing: '写入记录',
  indexing: '建立索引',

  checked: (
    files: number,
    counts: Readonly<Record<'created' | 'updated' | 'unchanged', number>>,
    rejected: number,
  ) =>
    `检查了 ${files} 个文件：新增 ${counts.created} 条，修改 ${counts.updated} 条，未变 ${counts.unchanged} 条，问题 ${rejected} 处。未作任何改动。`,
  imported: (counts: Readonly<Record<'created' | 'updated' | 'unchanged', number>>, rejected: number) =>
    `导入完成：新增 ${counts.created} 条，修改 ${counts.updated} 条（旧版次保留可查），未变 ${counts.unchanged} 条，问题 ${rejected} 处。`,
  nothingChanged: (count: number) => `没有变化：${count} 条记录都已是最新。`,
  replaced: (old: string, by: string) => `${old} 已由 ${by} 取代，不再使用。`,
  demoLeftOut: (count: number) => `生产环境不导入示例专家，已略过 ${count} 条。`,
  kept: (count: number) => `另有 ${count} 条在本系统中改过或撤回过，保持原样。`,
  indexBuilt: (passages: number) => `索引已更新，共 ${passages} 个片段。`,
  indexCurrent: '索引有效，无需重建。',
  rejected: (place: string, id: string | null, field: string | null, reason: string, advice: string) =>
    `${place}${id === null ? '' : `（${id}）`}${field === null ? '' : ` ${field}`}：${reason}。${advice}。`,
  moreRejects: (count: number) => `另有 ${count} 处问题未列出，加 --json 可看全部。`,

  busy: (seconds: number) =>
    `另一个导入正在进行。请等它结束再试；若它已意外中断，至多 ${seconds} 秒后即可重试。`,
  waiting: '另一个进程正在导入基础知识，等待它完成……',
  leaseLost: '导入的占用已失效（进程可能停顿过久），已停止；已写入的部分有效，重新执行即可继续。',
  interrupted: '已中断；已写入的部分有效，重新执行即可继续。',
  failed: (reason: string) => `执行失败：${reason}`,

  statusTitle: '知识库状态',
  noRecords: '  （还没有记录，可执行 npm run ingest -- import --starter）',
  statusCount: (kind: string, status: string, editions: number) => `  ${kind}　${status}　${editions} 个版次`,
  statusTotal: (records: number, editions: number) => `已发布记录 ${records} 条，版次共 ${editions} 个`,
  indexMissing: '索引：尚未建立',
  indexState: (name: string, passages: number, stale: boolean) =>
    `索引：${name}，${passages} 个片段，${stale ? '与记录或程序不一致，请执行 import 重建' : '与记录一致'}`,
} as const;

/** The Chinese name of a kind; an unknown one is shown as it is. */
export function kindName(kind: string): string {
  const names: Readonly<Record<string, string>> = KIND_NAMES;
  return names[kind] ?? kind;
}

export function statusName(status: string): string {
  return STATUS_NAMES[status] ?? status;
}

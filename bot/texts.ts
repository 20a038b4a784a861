/** Sentences of the commands and the server; dialogs, cards, pages and channels have their own. */
export const commandTexts = {
  askUsage: '用法：npm run ask -- "问题" [--json] [--role enterprise|official] [--province 浙江省]',
  evalUsage: '用法：npm run eval -- FILE.jsonl [--json]',
  backupUsage: '用法：npm run backup -- 文件.tar.gz',
  restoreUsage: '用法：npm run restore -- 文件.tar.gz [--accept-broken-audit]',
  warmUp: '印刷废气怎么治理',
  badFile: (file: string, cause: string) => `读不了 ${file}：${cause}`,
} as const;

export const serverTexts = {
  listening: (address: string) => `一事一议助手已启动：${address}`,
  health: (address: string) => `运行状况：${address}`,
  howToStop: '按 Ctrl-C 停止。',
  noIndex: '还没有可用的知识索引。请先运行 npm run ingest -- import --starter 导入自带知识，再启动。',
  stopping: '正在收尾：不再接收新请求，处理完手头的消息后退出。再按一次 Ctrl-C 立即退出。',
  stopped: '已停止。',
  forced: '已强制退出；没有处理完的消息已保存，下次启动时继续。',
  portTaken: (port: number) =>
    `端口 ${port} 已被占用。请关掉占用它的程序，或用环境变量 PORT 换一个端口，例如 PORT=3979 npm start。`,
  portForbidden: (port: number) => `没有权限监听端口 ${port}。请用环境变量 PORT 换一个 1024 以上的端口。`,
  failedToStart: (cause: string) => `启动失败：${cause}`,
  badJson: '请求内容不是有效的 JSON，请检查后再发。',
  bodyTooLarge: (limit: number) =>
    `内容太长，超过了 ${Math.floor(limit / 1024)} KB，没有发送成功。请缩短或分几次发送。`,
  wrongType: '只接受 JSON 格式的请求（Content-Type: application/json）。',
  badRequest: '请求的格式不对，请检查后再试。',
  busy: '服务正忙，请稍后再试。',
  needsToken: '读取监控指标要带令牌：请在请求头写 Authorization: Bearer 加上 YISHI_METRICS_TOKEN 的值。',
  notFound: '没有这个页面',
  notFoundHint: '地址可能不完整，或者内容已经移走。',
  internal: (trace: string) => `服务出了问题，请稍后再试。问题已记录，编号 ${trace}。`,
  tooMany: '请求太频繁，请稍等一分钟再试。',
  crossSite: '请求来自别的网站，已拒绝。',
} as const;

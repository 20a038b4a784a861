/** Every sentence of this folder that a user or operator reads. */
export const texts = {
  schemaNewer: (present: number, known: number) =>
    `数据库版本为 ${present}，比本程序认识的 ${known} 新。请换用较新的程序，或从备份恢复旧版数据库。`,

  configInvalid: (problems: readonly string[]) =>
    ['配置有误，服务没有启动：', ...problems.map((problem) => `- ${problem}`)].join('\n'),
  variable: (name: string, expected: string) => `${name} 应为${expected}；不需要时请整行删去，不要留空`,
  unknownVariable: (name: string) => `${name} 不是本服务认识的变量，请检查拼写，或删去`,
  publicUrlNeedsHttps: 'YISHI_PUBLIC_URL 在 NODE_ENV=production 时应为 https 地址（仅本机地址可用 http）',

  nodeEnv: ' development、production 或 test',
  port: ' 1024 至 65535 的整数，或 0（由系统挑选空闲端口）；对外的 80、443 端口请交给反向代理',
  host: '监听的 IP 地址或主机名，例如 127.0.0.1 或 0.0.0.0',
  publicUrl: '用户访问本服务的 http 或 https 地址，不含账号、问号和井号',
  trustProxy: '服务前面自有反向代理的层数，0 至 9 的整数',
  dataDir: '数据目录的路径，相对路径从项目目录算起',
  databaseUrl: ' postgres:// 开头的 Postgres 连接地址',
  secret: '至少 32 个字符的随机串，不能是示例或有规律的文字',
  logLevel: ' debug、info、warn 或 error',
  leaseSeconds: ' 1 至 600 的整数（秒）',
  turnAttempts: ' 1 至 20 的整数（次）',
  metricsToken: '至少 32 个字符的随机串，只含字母、数字和 - . _ ~ + / =，不能是示例或有规律的文字',
  smsUrl: '短信网关接口的 http 或 https 地址，不含账号和井号',
  smsToken: '短信网关给的令牌，只含字母、数字和 - . _ ~ + / =',

  secretExposed: (path: string) => `${path} 能被其他用户读取。请执行 chmod 600，或删去该文件让服务重新生成。`,
  secretMalformed: (path: string) =>
    `${path} 内容不完整。请从备份恢复，或删去该文件让服务重新生成（已登录的用户需重新登录）。`,
};

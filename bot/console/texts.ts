/** What the console says on the terminal and where its app is missing. */
export const consoleTexts = {
  setUpLink: (url: string) =>
    `还没有全国管理员。请在浏览器里打开下面的地址设置首位管理员（只能用一次，重启后换新的）：\n${url}`,
  notBuilt: '管理台还没有构建',
  notBuiltHint: '请用 npm start 启动，它会先构建管理台。',
} as const;

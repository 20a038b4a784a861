/** Every sentence that the set-up shows. */
export const TEXTS = {
  usage: (names) => `用法：node scripts/setup.mjs <${names.join('|')}> [参数…]`,
  waitingForLock: (owner) => `另一个进程（${owner}）正在准备，等待其完成……`,
  installing: { missing: '正在安装依赖，首次约需一分钟……', stale: '依赖有变化，正在重新安装……' },
  stillInstalling: (seconds) => `仍在安装，已用 ${seconds} 秒……`,
  installed: (seconds) => `依赖安装完成，用时 ${seconds} 秒。`,
  installFailed: (code) =>
    `依赖安装失败（npm 退出码 ${code}）。请检查网络和 npm 源（npm config get registry），再运行一次同样的命令。`,
  building: '正在编译……',
  built: (seconds) => `编译完成，用时 ${seconds} 秒。`,
  buildFailed: '编译失败，原因见上。',
  importFailed: (code) => `导入起步知识失败（退出码 ${code}），原因见上。`,
  missingEntry: (entry) => `缺少 ${entry}，无法运行。`,
  envUnreadable: (reason) => `.env 无法读取：${reason}`,
  interrupted: '已中断。',
  step: (title) => `\n── ${title} ──`,
  stepFailed: (title) => `✗ ${title}：未通过`,
  testsNotRun: '编译未通过，没有运行测试。',
  starterNotBuilt: '需要它的测试会失败。',
  steps: {
    lint: '格式与规范（biome）',
    build: '类型检查与编译（tsc）',
    unused: '无用代码与依赖（knip）',
    starter: '起步知识索引',
    suites: '测试（vitest）',
  },
};

/** Every sentence that the Direct Line endpoint says to a client. */
export const directLineTexts = {
  bot: '一事一议助手',
  account: '网页',
  noToken: '缺少访问令牌，请刷新页面后再试。',
  expired: '访问令牌已过期，请刷新页面重新连接；对话内容都还在。',
  foreign: '这个令牌不能打开这段对话。',
  unknown: '没有这段对话，或者它已经结束。',
  badActivity: '消息格式不对：应当是一个层次不太深的 JSON 对象。',
  empty: '消息是空的，没有内容可处理。',
  noFile: '没有收到文件，请重新选择后再发。',
  badWatermark: '水位（watermark）应当是接口返回过的数字。',
  wrongType: '只接受 JSON 格式的请求（Content-Type: application/json）。',
  tooMany: '发送太频繁，请稍等一分钟再发。',
} as const;

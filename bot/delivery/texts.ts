/** Every sentence of a text message: the number and where to look, never what it is about. */
export const textMessageTexts = {
  news: (receipt: string, address: string) =>
    `【一事一议】您的需求 ${receipt} 有新消息，请打开 ${address} 查看。`,
} as const;

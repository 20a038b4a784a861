/** What an upload form can get wrong as a whole; why one file is not taken stands in src/files/texts.ts. */
export const uploadTexts = {
  badForm: '文件没有传完整，请重新选择文件再发。',
  wrongForm: '上传只接受表单格式（multipart/form-data）的请求。',
} as const;

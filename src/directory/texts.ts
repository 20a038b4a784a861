/** What stands where somebody's words were removed at their own request. */
export const ERASED_TEXT = '（已按本人要求删除）';

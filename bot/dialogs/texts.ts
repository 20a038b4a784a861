/** What a greeting asks on the user's behalf: the answer is who we are, what can be asked and who can see it. */
export const HELP_WORDS = '帮助';

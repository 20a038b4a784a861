/** What is guessed first among passwords of ten characters and more: keyboard walks, words with digits, dates of luck. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  (
    '1234567890 12345678910 123456789a 123456789q 123456789abc 1234567890a 1234567899 0123456789 0987654321 ' +
    '9876543210 1122334455 112233445566 1231231231 123123123123 1234512345 123456123456 123321123321 1472583690 ' +
    '147258369a 147852369a 5201314520 52013141314 5845201314 13145201314 1314520520 woaini1314 woaini5201314 ' +
    'woaini123456 woaini520520 aini5201314 qwertyuiop qwertyuiop[] qwertyuiop123 qwerty12345 qwerty123456 ' +
    'qwer123456 qwe1234567 asdfghjkl; asdfghjkl123 asdf123456 zxcvbnm123 zxcvbnm,./ 1qaz2wsx3edc 1qaz@wsx3edc ' +
    '1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 qazwsxedc123 qazwsx123456 a123456789 aa123456789 ' +
    'a1234567890 abc1234567 abc123456789 abcd123456 abcd1234567 abcdef123456 abcde12345 aaaa123456 aa12345678 ' +
    'password12 password123 password1234 password123456 passw0rd123 p@ssw0rd123 p@ssword123 pass123456 ' +
    'admin12345 admin123456 admin@12345 admin@123456 admin1234567 administrator admin888888 adminadmin123 ' +
    'root123456 test123456 test1234567 user123456 guest123456 welcome123 welcome1234 letmein123 changeme123 ' +
    'iloveyou123 iloveyou1234 iloveyou520 zhang123456 wang123456 li12345678 liu123456789 chen123456 ' +
    'huanbao123 huanbao123456 shengtai123 yishi123456 mima123456 mima12345678 nihao123456 zhongguo123 ' +
    'china123456 beijing123 beijing2008 superman123 dragon123456 monkey123456 football123 computer123'
  ).split(' '),
);

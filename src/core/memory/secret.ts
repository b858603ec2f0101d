/** Whatever may be a secret: a word for one, or what looks like one. Never learned, whatever else is said. */

const named =
  /(?<![\p{L}\p{N}])(?:pass(?:word|code|phrase|wd|ort)s?|kennw[oö]rt\p{L}*|passw[oö]rt\p{L}*|pin(?: ?(?:code|number))?|cvv|cvc|iban|ssn|social security|tax id|(?:api|access|secret|private|ssh|license|recovery|encryption|zugangs?)[ _-]?(?:key|token|code|phrase|schlüssel)s?|bearer|credentials?|mot de passe|contraseñas?|clave|senhas?|wachtwoord\p{L}*|hasło|парол\p{L}*|credit card|kreditkart\p{L}*|card number|kontonummer|account number|passport number)(?![\p{L}\p{N}])|密码|パスワード|暗証番号|비밀번호|كلمة (?:ال)?(?:سر|مرور)/iu

/** Words that mean one only where a value is given with them: “our door code is 4711”, and not “I work on the login page”. */
const given =
  /(?<![\p{L}\p{N}])(?:pw|pwd|pass|login|psk|puk|sin|seed|mnemonic|maiden name|tokens?|combination|(?:door|alarm|gate|safe|lock|backup|wi-?fi|wlan|access|security|entry) ?(?:codes?|keys?|pin))(?: (?:of|for|to|at) [^.:]{1,40}?)?\s?(?:is|are|was|:|=)/iu

const shapes = [
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/iu,
  /\b\d{3}-\d{2}-\d{4}\b/u,
  // Base 32, as seeds of one-time codes are written.
  /\b(?=[A-Z2-7]*[2-7])(?=[A-Z2-7]*[A-Z])[A-Z2-7]{16,}\b/u,
  /\b(?:sk|pk|rk|ghp|gho|ghs|glpat|xox[abprs]|npm|hf|pat)[_-][\w-]{8,}/u,
  /\bgithub_pat_\w+|\bA[SK]IA[0-9A-Z]{12,}|\beyJ[\w-]{10,}|-----BEGIN/u,
  /\b[0-9a-f]{24,}\b/iu,
  /\b[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){3,}/u,
  /:\/\/[^\s/:@]+:[^\s/@]+@/u,
  // What nobody types as a word: long, with letters of both cases and digits.
  /(?=[\w+/=-]{20,})(?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])(?=[\w+/=-]*[A-Z])[\w+/=-]{20,}/u,
]

export function holdsSecret(text: string): boolean {
  // In a key words are joined.
  const plain = text.replaceAll('_', ' ')
  if (named.test(plain) || given.test(plain) || shapes.some((shape) => shape.test(text))) return true
  return (text.match(/\d(?:[ -]?\d){12,18}/gu) ?? []).some((digits) => isCard(digits.replaceAll(/\D/gu, '')))
}

/** The check digit of cards (Luhn). */
function isCard(digits: string): boolean {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return sum % 10 === 0
}

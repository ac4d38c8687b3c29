/** What a word says of the value beside it. */
export type Kind = keyof typeof words;

const list = (...lines: readonly string[]) => lines.join(', ').split(', ');

/** Words and phrases, in lower case, in English, German, French, Spanish, Italian, Dutch and Portuguese; camelCase is one. */
const words = {
  /** What people choose. */
  password: list(
    'password, passwords, passwd, pwd, passphrase, pass phrase, passcode, pass code, pass word, userpassword, dbpassword, dbpwd, adminpassword',
    'rootpassword, masterpassword, newpassword, oldpassword, currentpassword, defaultpassword, mypassword, smtppassword, mailpassword',
    'ftppassword, loginpassword, databasepassword, accountpassword, keypassword, keystorepassword, truststorepassword, storepassword',
    'proxypassword, sshpassword, wifipassword, sudopassword, testpassword, passwordtext, temppassword, initialpassword',
    'passwort, passworte, passwörter, kennwort, kennwörter, initialpasswort, startpasswort, einmalpasswort, erstpasswort, adminpasswort',
    'benutzerpasswort, datenbankpasswort, masterpasswort, standardpasswort, initialkennwort, startkennwort, mot de passe',
    'mots de passe, mdp, phrase de passe, phrase secrète',
    'contraseña, contraseñas, contrasena, contrasenya, clave de acceso, frase de contraseña, contraseña nueva, contraseña temporal',
    'contraseña actual, contraseña provisional, contraseña inicial, mot de passe provisoire, mot de passe temporaire, mot de passe actuel',
    'password nuova, password provvisoria, password temporanea, senha nova, senha temporária, senha provisória, senha atual',
    "parola d'ordine, parola d'accesso",
    'wachtwoord, wachtwoorden, wachtzin, wachtwoordzin, paswoord, beheerderswachtwoord',
    'senha, senhas, palavra passe, palavra chave de acesso',
  ),
  /** Keys of wireless networks: 8 to 63 characters, often made by a machine. */
  network: list(
    'psk, pre shared key, preshared key, wifi key, wi fi key, wlan key, wpa, wpa key, network key, netzwerkschlüssel',
    'wlan schlüssel, wpa schlüssel, netzwerkkennwort, clé wifi, clé wi fi, clé wpa, clave wifi, clave wi fi, clave de red, chiave wifi',
    'chiave di rete, chiave wpa, wifi sleutel, netwerksleutel, chave wifi, chave de rede',
  ),
  /** Words for it that have other meanings too. */
  pass: list('pass, pw, clave, userpass, dbpass'),
  /** What machines make. */
  key: list(
    'token, secret, api key, apikey, apikeys, api token, apitoken, api secret, apisecret, access token, accesstoken, auth token, authtoken',
    'auth key, authkey, refresh token, refreshtoken, id token, idtoken, session token, sessiontoken, bearer token',
    'bearertoken, bot token, bottoken, deploy token, deploytoken, personal access token, client secret, clientsecret, app secret, appsecret',
    'app key, appkey, application key, applicationkey, consumer secret, consumersecret, consumer key, consumerkey, shared secret, sharedsecret',
    'signing secret, signingsecret, signing key, signingkey, webhook secret, webhooksecret, webhook token, jwt secret, jwtsecret',
    'cookie secret, cookiesecret, session secret, sessionsecret, secret key, secretkey, secret token, secrettoken, secret access key',
    'secretaccesskey, access key, accesskey, access key id, accesskeyid, private key, privatekey, encryption key, encryptionkey, master key',
    'masterkey, account key, accountkey, storage key, storagekey, shared access key, sharedaccesskey, sharedaccesssignature, service key',
    'servicekey, integration key, routing key, routingkey, ingest key, subscription key, subscriptionkey, deploy key, hmac key, hmackey',
    'session id, sessionid, phpsessid, jsessionid, csrftoken, usertoken, user token, authtoken, oauth token, oauthtoken, token secret',
    'tokensecret, access secret, accesssecret, vault token, npm token, github token, gitlab token, slack token',
    'api schlüssel, zugangsschlüssel, zugriffsschlüssel, geheimer schlüssel, geheimschlüssel, zugangstoken, zugriffstoken, privater schlüssel',
    "clé api, clé d'api, clé secrète, clé privée, clé d'accès, jeton, jeton d'accès, jeton api, clé de chiffrement, secret client",
    'clave api, clave de api, clave secreta, clave privada, token de acceso, llave privada, secreto de cliente',
    'chiave api, chiave segreta, chiave privata, chiave di accesso, token di accesso, gettone di accesso',
    'api sleutel, geheime sleutel, privésleutel, toegangssleutel, toegangstoken, chave api, chave de api, chave da api, chave secreta',
    'chave privada, chave de acesso, token de acesso, segredo do cliente',
  ),
  /** Words that stand before much else: their values must be long. */
  auth: list('auth, authorization'),
  /** Words with which a code is given to somebody: it may have letters. */
  code: list(
    'new code, entry code, door code, access code, accesscode, personal code, login code, alarm code, gate code, safe code, lock code',
    'unlock code, pairing code, setup code, zugangscode, türcode, zutrittscode, anmeldecode, sperrcode, codewort',
    "code d'accès, code secret, digicode, code de la porte, código de acceso, clave de la puerta, codice di accesso, codice d'accesso",
    'toegangscode, inlogcode, deurcode, código de acesso',
  ),
  /** Digits that open something, or prove once who somebody is. */
  pin: list(
    'login code, access code, pin, pin code, pincode, pin number, pin nummer, puk, puk code, otp, totp, one time code, one time password, one time passcode, one time pin',
    'verification code, verificationcode, security code, securitycode, confirmation code, authentication code, authenticator code, fa code',
    'mfa code, sms code, login pin, mobile pin, sim pin, card pin, cvv, cvc, csc, card verification code, your code',
    'geheimzahl, pin nummer, tan, mtan, bestätigungscode, sicherheitscode, verifizierungscode, prüfziffer, einmalcode, sms tan, ihr code, dein code',
    'freischaltcode, aktivierungscode, kartenprüfnummer, code pin, code de vérification, code de sécurité, code de confirmation, cryptogramme',
    'votre code, ton code, code à usage unique, código pin, código de verificación, código de seguridad, código de confirmación, su código',
    'tu código, codice pin, codice di verifica, codice di sicurezza, codice di conferma, il tuo codice, verificatiecode, beveiligingscode',
    'bevestigingscode, je code, uw code, código de verificação, código de segurança, código de confirmação, seu código',
  ),
  /** Of programs. */
  licence: list(
    'licence key, license key, licencekey, licensekey, product key, productkey, activation key, activationkey, serial key, registration key',
    'licence code, license code, activation code, cd key, lizenzschlüssel, produktschlüssel, produktkey, lizenzcode, clé de licence',
    "clé de produit, clé d'activation, clave de licencia, clave de producto, clave de activación, chiave di licenza, codice di licenza",
    'chiave di attivazione, licentiesleutel, licentiecode, productsleutel, chave de licença, chave do produto, chave de ativação',
  ),
  /** Codes for the day when all else is lost, many at a time. */
  recovery: list(
    'recovery code, recovery codes, backup code, backup codes, scratch codes, recovery key, bitlocker recovery key, wiederherstellungscode',
    'wiederherstellungscodes, wiederherstellungsschlüssel, backup codes, ersatzcodes, code de récupération, codes de récupération, codes de secours',
    'código de recuperación, códigos de recuperación, códigos de respaldo, codice di recupero, codici di recupero, codici di backup',
    'herstelcode, herstelcodes, back up codes, código de recuperação, códigos de recuperação',
  ),
  /** Of questions that stand for a password. */
  answer: list(
    "security answer, secret answer, answer to the security question, answer to my security question, mother's maiden name",
    'mother’s maiden name, mothers maiden name, sicherheitsantwort, antwort auf die sicherheitsfrage, mädchenname der mutter',
    'mädchenname meiner mutter, réponse secrète, réponse de sécurité, nom de jeune fille de ma mère, respuesta secreta, respuesta de seguridad',
    'apellido de soltera de mi madre, risposta segreta, risposta di sicurezza, cognome da nubile di mia madre, geheim antwoord',
    'meisjesnaam van mijn moeder, resposta secreta, resposta de segurança, nome de solteira da mãe',
  ),
  /** Words that stand for a key (BIP 39). */
  mnemonic: list(
    'seed phrase, recovery phrase, mnemonic, mnemonic phrase, secret phrase, wiederherstellungsphrase, phrase de récupération',
    'frase semilla, frase de recuperación, frase di recupero, herstelzin, frase de recuperação',
  ),
  /** A name and its password. */
  login: list(
    'credentials, credential, creds, login, logon, log in, zugangsdaten, anmeldedaten, logindaten, identifiants, credenciales, credenziali',
    'inloggegevens, credenciais',
  ),
  /** Schemes of the header Authorization. */
  header: list('basic, bearer, ssws'),
  /** The program, for its option -u. */
  curl: ['curl'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Every word once. */
export const allWords: readonly string[] = [...new Set(Object.values(words).flat())];

const kinds = new Map<string, Set<Kind>>();
for (const [kind, phrases] of Object.entries(words) as [Kind, readonly string[]][])
  for (const phrase of phrases) kinds.set(lettersOf(phrase), (kinds.get(lettersOf(phrase)) ?? new Set()).add(kind));

/** What a word may say, as it is written in a text. */
export function kindsOf(written: string): Iterable<Kind> {
  return kinds.get(lettersOf(written)) ?? [];
}

/** The words alone: what stands between them may be blanks, hyphens, underscores, apostrophes. */
function lettersOf(phrase: string): string {
  return phrase.toLowerCase().replace(/[^\p{L}\p{M}]+/gu, ' ');
}

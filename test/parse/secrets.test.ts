import { describe, expect, test } from '@jest/globals';
import { hiddenParts, MASK, maskShapes, maskValue, namesASecret, repeatMasker } from '../../src/parse/secrets.ts';

/** Parts joined here, so that no text in this file has the shape of a real key. */
const KEY = {
  jwt: ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJzYW1wbGUifQ', 'c2FtcGxlLXNpZ25hdHVyZQ'].join('.'),
  aws: `AKIA${'SAMPLE0SAMPLE0SM'}`,
  github: `ghp_${'Sample0Sample1Sample2Sample3'}`,
  slack: `xoxb-${'1234567890-sample'}`,
  stripe: `sk_live_${'Sample0Sample1'}`,
  google: `AIza${'Sample0Sample1Sample2Sample3Sample4'}`,
  session: `00D000000000001!${'AQ0AQSample.Sample_0123456789'}`,
  hex: '0123456789abcdef0123456789abcdef',
  account: 'AC0123456789abcdef0123456789abcdef',
  random: 'q7Zp2LmX9vK4tR8wB3nY6cJ1hF5dG0sA',
  pem: ['-----BEGIN RSA PRIVATE KEY-----', 'c2FtcGxl', 'c2FtcGxl', '-----END RSA PRIVATE KEY-----'].join('\n'),
  certificate: [
    '-----BEGIN CERTIFICATE-----',
    'q7Zp2LmX9vK4tR8wB3nY6cJ1hF5dG0sAq7Zp2LmX9vK4tR8wB3nY6cJ1hF5dG0sA',
    '-----END CERTIFICATE-----',
  ].join('\n'),
};

describe('a name says that its value is a credential', () => {
  test.each([
    'password',
    'Password',
    'PASSWORD',
    'userPassword',
    'user_password',
    'sipPasswd',
    'dbPwd',
    'passphrase',
    'passcode',
    'smtpPass',
    'Pass',
    'secret',
    'clientSecret',
    'client_secret',
    'Shared Secret',
    'token',
    'apiToken',
    'Auth Token',
    'accessToken',
    'Security Token',
    'reqProviderAuthToken',
    'apiKey',
    'API Key',
    'APIKEY',
    'api-key',
    'x-api-key',
    'privateKey',
    'accountKey',
    'License Key',
    'licence key',
    'encryptionKey',
    'Session Key',
    'accessKeyId',
    'credential',
    'Credentials',
    'Authorization',
    'Authorisation',
    'Auth Header',
    'bearer',
    'JWT',
    'sessionId',
    'Session ID',
    'PIN',
    'Agent PIN',
    'voicemailPin',
    'PIN Code',
    'Passwort',
    'Kennwort',
    'Mot de passe',
    'Contraseña',
    'Senha',
    'Wachtwoord',
    'pw',
    'adminPw',
    'sip_pw',
    'passw',
    'creds',
    'userCreds',
    'twilio_auth',
    'TWILIO_AUTH',
    'basicAuth',
    'privKey',
    'key',
    'Key',
    'sk',
    'signature',
    'salt',
    'otp',
    'cookie',
    'mdp',
    'motdepasse',
    'clave',
    'geheim',
    'connectionString',
  ])('%s', (name) => {
    expect(namesASecret(name)).toBe(true);
    expect(maskValue('x9', name)).toBe(MASK);
    expect(maskValue('x9', 'custom1', name)).toBe(MASK);
  });
});

describe('a name says nothing of the kind', () => {
  test.each([
    'reqAdapterUrl',
    'reqInternalName',
    'Display Name',
    'outsidePrefix',
    'custom1',
    'Username',
    'Account SID',
    'Client ID',
    'Region',
    '',
    // These speak about a credential and hold none.
    'tokenUrl',
    'Token Endpoint',
    'passwordResetUrl',
    'tokenExpiry',
    'Token Lifetime',
    'passwordRequired',
    'Token Type',
    'Secret Name',
    'authorizationMode',
    'Token Provider',
    'Password Policy',
    'passwordField',
    'secretArn',
    'API Key Version',
    'Private Key Certificate',
    // These only look alike.
    'secretary',
    'Secretary Phone',
    'tokenizer',
    'Tokenization',
    'compass',
    'bypass',
    'Pass Through',
    'passenger',
    'monkey',
    'hotkey',
    'keyboard',
    'author',
    'Pin Panel',
    'Pin To Taskbar',
    'Shipping',
    'spinner',
    'Named Credential',
    'Public Key',
    'keypad',
    'shortcutKey',
    'primaryKey',
    'publicKey',
    'authMode',
    'authUrl',
    'authorised',
    'OAuth',
    'passwordLength',
    'passwordUrl',
    'pwExpiry',
    'cookieDomain',
    'signatureAlgorithm',
    'saltLake',
    'disk',
  ])('%s', (name) => {
    expect(namesASecret(name)).toBe(false);
    expect(maskValue('x9', name)).toBe('x9');
  });
});

describe('a value without a credential stays, whatever its name', () => {
  test.each([
    '',
    ' ',
    'true',
    'False',
    'yes',
    'no',
    'on',
    'off',
    'none',
    'null',
    '0',
    '1',
    '{{API_TOKEN}}',
    '${token}',
    '{!$Api.Session_ID}',
  ])('“%s”', (value) => {
    expect(maskValue(value, 'apiToken', 'Password')).toBe(value);
  });
});

describe('the shape says that it is a credential', () => {
  test.each([
    ['a JSON web token', KEY.jwt, MASK],
    ['a JSON web token in an address', `https://a.example.com/?x=${KEY.jwt}&y=1`, `https://a.example.com/?x=${MASK}&y=1`],
    ['an AWS key', `id ${KEY.aws}.`, `id ${MASK}.`],
    ['a GitHub token', KEY.github, MASK],
    ['a Slack token', KEY.slack, MASK],
    ['a Stripe key', KEY.stripe, MASK],
    ['a Google key', `x=${KEY.google}`, `x=${MASK}`],
    ['a Salesforce session', `sample ${KEY.session}`, `sample ${MASK}`],
    ['a Salesforce session, percent-encoded', KEY.session.replace('!', '%21'), MASK],
    ['32 hexadecimal digits', KEY.hex, MASK],
    ['32 hexadecimal digits in capitals', KEY.hex.toUpperCase(), MASK],
    ['an account id of 32 digits', `sid ${KEY.account}`, `sid ${MASK}`],
    ['a long random word', KEY.random, MASK],
    ['a long random word in a text', `use ${KEY.random}, please`, `use ${MASK}, please`],
    ['a long random word in a path', `https://hooks.example.com/T0/${KEY.random}`, `https://hooks.example.com/T0/${MASK}`],
    ['a long random word in a parameter', `https://a.example.com/?x=${KEY.random}`, `https://a.example.com/?x=${MASK}`],
    ['a private key', `a\n${KEY.pem}\nb`, `a\n${MASK}\nb`],
    ['a private key without an end', KEY.pem.slice(0, 60), MASK],
    ['a private key on one line of JSON', `{"x":"${KEY.pem.replaceAll('\n', '\\n')}"}`, `{"x":"${MASK}"}`],
    [
      'a private PGP key',
      ['a', '-----BEGIN PGP PRIVATE KEY BLOCK-----', 'c2FtcGxl', '-----END PGP PRIVATE KEY BLOCK-----', 'b'].join('\n'),
      `a\n${MASK}\nb`,
    ],
    ['a Slack webhook', `https://hooks.slack.com/services/${'TFAKE/BFAKE/s4mple'}`, `https://hooks.slack.com/services/${MASK}`],
    [
      'a Slack webhook in JSON',
      `{"x":"https:\\/\\/hooks.slack.com\\/services\\/${'TFAKE\\/BFAKE\\/s4mple'}"}`,
      `{"x":"https:\\/\\/hooks.slack.com\\/services\\/${MASK}"}`,
    ],
    ['a webhook like it', `https://a.example.com/services/${'TFAKE/BFAKE/s4mple'}?b=1`, `https://a.example.com/services/${MASK}?b=1`],
    ['an API key as a scheme', 'ApiKey s4mple-key', `ApiKey ${MASK}`],
    ['a password behind its name', 'user bob password s4mple now', `user bob password ${MASK} now`],
    ['a password in a sentence', 'The password is hunter, ok', `The password is ${MASK} ok`],
    ['a password in a German sentence', 'Das Passwort lautet: s4mple', `Das Passwort lautet: ${MASK}`],
    ['a cookie header', 'Cookie: a=s4mple; b=s5mple', `Cookie: ${MASK}`],
    ['a bearer token', 'Bearer s4mple-token', `Bearer ${MASK}`],
    ['basic authentication', 'Basic c2FtcGxlOnNhbXBsZQ==', `Basic ${MASK}`],
    ['a header', 'Authorization: Token s4mple token', `Authorization: ${MASK}`],
    ['a header in two lines', 'Authorization: Custom s4mple\nAccept: text/html', `Authorization: ${MASK}\nAccept: text/html`],
  ])('%s', (_, value, masked) => {
    expect(maskValue(value, 'custom1', 'Custom')).toBe(masked);
  });
});

describe('user info in an address is hidden', () => {
  test.each([
    ['https://user:s4mple@a.example.com/x', `https://${MASK}@a.example.com/x`],
    ['https://s4mple@a.example.com/x', `https://${MASK}@a.example.com/x`],
    ['https://user:s4@mple@a.example.com', `https://${MASK}@a.example.com`],
    ['wss://user:s4mple@a.example.com:8443', `wss://${MASK}@a.example.com:8443`],
    ['//user:s4mple@a.example.com', `//${MASK}@a.example.com`],
    ['HTTPS://USER:S4MPLE@A.EXAMPLE.COM', `HTTPS://${MASK}@A.EXAMPLE.COM`],
    ['https%3A%2F%2Fbob%3As4mple%40a.example.com', `https%3A%2F%2F${MASK}%40a.example.com`],
    ['/x?u=https%253A%252F%252Fbob%253As4mple%2540a%252Fb&c=1', `/x?u=https%253A%252F%252F${MASK}%2540a%252Fb&c=1`],
    ['sip:1000:s4mple@pbx.example.com', `sip:${MASK}@pbx.example.com`],
    [
      'first https://a:b@c.example.com, then ftp://d:e@f.example.com',
      `first https://${MASK}@c.example.com, then ftp://${MASK}@f.example.com`,
    ],
  ])('%s', (value, masked) => {
    expect(maskShapes(value)).toBe(masked);
  });

  test.each([
    'https://a.example.com/@handle',
    'https://a.example.com/?to=b@example.com',
    'https%3A%2F%2Fa.example.com%2F%40handle',
    'mailto:b@example.com',
    'sip:1000@pbx.example.com',
    'b@example.com',
  ])('and an address without it stays: %s', (value) => {
    expect(maskShapes(value)).toBe(value);
  });
});

describe('a named value inside a value is hidden', () => {
  test.each([
    [
      'the first parameter of an address',
      'https://a.example.com/?access_token=s4mple&b=1',
      `https://a.example.com/?access_token=${MASK}&b=1`,
    ],
    ['a later parameter', 'https://a.example.com/?b=1&sig=s4mple', `https://a.example.com/?b=1&sig=${MASK}`],
    ['a parameter behind a hash', 'https://a.example.com/#/x?apiKey=s4mple', `https://a.example.com/#/x?apiKey=${MASK}`],
    ['a percent-encoded parameter', '/apex/x?u=%3Ftoken%3Ds4mple%26b%3D1', `/apex/x?u=%3Ftoken%3D${MASK}%26b%3D1`],
    ['a setting', 'host=a;password=s4mple;port=1', `host=a;password=${MASK};port=1`],
    ['a setting with blanks', 'password = s4mple', `password = ${MASK}`],
    ['a setting with an arrow', 'password => s4mple', `password => ${MASK}`],
    ['a sentence', 'User: a, Password: s4mple', `User: a, Password: ${MASK}`],
    ['JSON', '{"user":"a","apiToken":"s4mple","b":1}', `{"user":"a","apiToken":"${MASK}","b":1}`],
    ['JSON with blanks', '{ "password" : "s4 mple" }', `{ "password" : "${MASK}" }`],
    ['JSON with an escaped quotation mark', '{"password":"s4\\"mple","b":"1"}', `{"password":"${MASK}","b":"1"}`],
    ['JSON with a number', '{"pin":12345,"b":1}', `{"pin":${MASK},"b":1}`],
    ['JSON with an array', '{"tokens":["s4mple","s5mple"],"b":1}', `{"tokens":${MASK},"b":1}`],
    ['JSON with an object', '{"credentials":{"u":"s4mple","p":["s5mple"]},"b":1}', `{"credentials":${MASK},"b":1}`],
    ['JSON with a name beside its value', '{"name":"apiToken","value":"s4mple"}', `{"name":"apiToken","value":"${MASK}"}`],
    ['JSON in JSON', '{"a":"{\\"token\\":\\"s4mple\\",\\"b\\":\\"1\\"}"}', `{"a":"{\\"token\\":\\"${MASK}\\",\\"b\\":\\"1\\"}"}`],
    ['JSON in JSON in JSON', '{\\\\\\"token\\\\\\":\\\\\\"s4mple\\\\\\"}', `{\\\\\\"token\\\\\\":\\\\\\"${MASK}\\\\\\"}`],
    ['JavaScript', "{token: 's4mple', b: 1}", `{token: '${MASK}', b: 1}`],
    ['an XML element', '<password>s4mple</password><b>1</b>', `<password>${MASK}</password><b>1</b>`],
    ['an XML attribute', '<a user="b" password="s4mple"/>', `<a user="b" password="${MASK}"/>`],
    ['a short name of a password', 'user: a, pw: s4mple', `user: a, pw: ${MASK}`],
    ['a short key in an address', 'https://a.example.com/?key=s4mple&b=1', `https://a.example.com/?key=${MASK}&b=1`],
    ['an OAuth code', 'https://a.example.com/?b=1&code=s4mple', `https://a.example.com/?b=1&code=${MASK}`],
    ['a percent-encoded OAuth code', '/x?u=%3Fb%3D1%26code%3Ds4mple%26c%3D1', `/x?u=%3Fb%3D1%26code%3D${MASK}%26c%3D1`],
    ['a signed address', 'https://a.example.com/?b=1&X-Amz-Signature=s4mple', `https://a.example.com/?b=1&X-Amz-Signature=${MASK}`],
    ['JSON with a key beside its value', '{"key":"apiToken","value":"s4mple"}', `{"key":"apiToken","value":"${MASK}"}`],
    ['a key of sixteen random characters', 'https://a.example.com/?key=q7Zp2LmX9vK4tR8w', `https://a.example.com/?key=${MASK}`],
  ])('%s', (_, value, masked) => {
    expect(maskValue(value, 'config')).toBe(masked);
  });
});

describe('what is no credential stays', () => {
  test.each([
    ['headings', 'Basic Information'],
    ['prose with the names of schemes', 'Basic authentication, or bearer authentication; digest subscription'],
    ['prose with the word password', 'Password policy: the password is required. Passwort für Benutzer; password reset, password & PIN'],
    ['prose with the name of a scheme that is a name', 'ApiKey authentication'],
    ['a code outside an address', 'code=s4mple, key: s4mple & code=s4mple'],
    ['a parameter that ends like one', 'https://a.example.com/?countryCode=49&areacode=30&hotkey=f9'],
    ['services in a path', 'https://a.example.com/services/data/v60.0'],
    ['a webhook with a placeholder', 'https://hooks.slack.com/services/{{HOOK}}'],
    ['a certificate', KEY.certificate],
    ['a certificate among other text', `{"cert":"${KEY.certificate.replaceAll('\n', '\\n')}","b":"1"}`],
    ['an address', 'https://softphone.example.com:8443/agent/index.html?mode=lightning&lang=de#top'],
    ['a Visualforce page', '/apex/SamplePackage__SampleSoftphonePageForLightning2Experience'],
    ['a long name in camel case', 'AmazonConnectSampleAdapterLightning29VisualForce'],
    ['an ARN', 'arn:aws:lambda:eu-central-1:123456789012:function:SampleContactLensRealTimeTransfer'],
    ['a record id', '04v000000000001AAA'],
    ['a phone number', '+49 30 1234567'],
    ['a UUID', '123e4567-e89b-12d3-a456-426614174000'],
    ['a filler of zeros', '0'.repeat(40)],
    ['a filler of letters', 'A'.repeat(64)],
    ['names of methods', 'sforce.opencti.searchAndScreenPop'],
    ['placeholders', 'https://{{HOST}}/?token={{TOKEN}}&b=${token}'],
    ['settings', 'tokenUrl=https://a.example.com/oauth/token;timeout=5'],
  ])('%s', (_, value) => {
    expect(maskValue(value, 'custom1', 'Custom')).toBe(value);
  });
});

test('a mask is one word, whatever it hides', () => {
  const lengths = [1, 2, 8, 31, 500];
  expect(new Set(lengths.map((length) => maskValue('s'.repeat(length), 'password')))).toEqual(new Set([MASK]));
  expect(new Set(lengths.map((length) => maskValue(`https://u:${'s'.repeat(length)}@a.example.com`)))).toEqual(
    new Set([`https://${MASK}@a.example.com`]),
  );
});

test.each([
  'password ',
  'password is ',
  '%3A%2F%2F',
  'https%3A%2F%2Fbob',
  'hooks.slack.com/services/',
  '/services/T0/B0',
  '?key=',
  '&code=',
  '\\',
  '%25',
])('a hostile text does not keep the masking going for ever: %s', (piece) => {
  // Jest's own time-out is the judge: a pattern that tries every way would not come back within the hour.
  const texts = [piece.repeat(20_000), `password hooks.slack.com/services/${piece.repeat(20_000)}`];
  for (const text of texts) expect(maskShapes(text)).not.toBe('');
});

describe('a credential that is repeated', () => {
  test.each([
    ['a whole value', 'hunter2hunter2', MASK, ['hunter2hunter2']],
    ['a part', 'https://a/?token=hunter2hunter2&b=1', `https://a/?token=${MASK}&b=1`, ['hunter2hunter2']],
    ['two parts', 'a hunter2hunter2 b hunter3hunter3', `a ${MASK} b ${MASK}`, ['hunter2hunter2', 'hunter3hunter3']],
    [
      'a user and a password, the password for itself too',
      'https://user:hunter2hunter2@a',
      `https://${MASK}@a`,
      ['user:hunter2hunter2', 'hunter2hunter2'],
    ],
    ['nothing', 'a', 'a', []],
    // Too short, or prose: hiding it everywhere would hide other things.
    ['a short word', 'abc', MASK, []],
    ['a sentence', 'ask the service desk', MASK, []],
  ])('is known by the text that a mask hid: %s', (_, plain, masked, parts) => {
    expect(hiddenParts(plain, masked)).toEqual(parts);
  });

  test('is hidden wherever it stands, the longer one first', () => {
    const hide = repeatMasker(['hunter2hunter2', 'hunter2hunter2-and-more', 'another-one']);
    expect(hide('a hunter2hunter2-and-more b another-onehunter2hunter2')).toBe(`a ${MASK} b ${MASK}${MASK}`);
    expect(hide('nothing of the kind')).toBe('nothing of the kind');
    expect(hide('hunter2')).toBe('hunter2');
  });

  test('is hidden nowhere if there is none', () => {
    expect(repeatMasker([])('anything at all')).toBe('anything at all');
  });
});

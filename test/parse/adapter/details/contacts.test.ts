import { describe, expect, test } from '@jest/globals';
import { contacts, groupSystems } from '../../../../src/parse/adapter/details/index.ts';
import { read } from './reading.ts';

const contactsOf = (text: string, file = 'src/phone.js') => contacts(read({ [file]: text }));
const shortOf = (text: string, file?: string): string[] =>
  contactsOf(text, file).map(({ means, direction, host, expression }) => `${direction} ${means} ${host ?? `(${expression})`}`);

describe('a contact with a host', () => {
  test.each([
    ["fetch('https://api.quillmere.example.com/v1')", 'fetch'],
    ["window.fetch(new Request('https://api.quillmere.example.com/v1'))", 'fetch'],
    ["var x = new XMLHttpRequest(); x.open('POST', 'https://api.quillmere.example.com/v1', true)", 'xhr'],
    ["this.http.get('https://api.quillmere.example.com/v1')", 'xhr'],
    ["$.ajax({ url: 'https://api.quillmere.example.com/v1', type: 'GET' })", 'jquery'],
    ["jQuery.getJSON('https://api.quillmere.example.com/v1', f)", 'jquery'],
    ["$.ajax('https://api.quillmere.example.com/v1')", 'jquery'],
    ["axios.post('https://api.quillmere.example.com/v1', body)", 'axios'],
    ["axios({ url: 'https://api.quillmere.example.com/v1' })", 'axios'],
    ["axios.create({ baseURL: 'https://api.quillmere.example.com' })", 'axios'],
    ["new WebSocket('wss://api.quillmere.example.com/ws')", 'websocket'],
    ["$.connection.hub.url = 'https://api.quillmere.example.com/signalr'", 'websocket'],
    ["new EventSource('//api.quillmere.example.com/events')", 'event-source'],
    ["navigator.sendBeacon('https://api.quillmere.example.com/b', data)", 'beacon'],
    ["var s = document.createElement('script'); s.src = 'https://api.quillmere.example.com/a.js'", 'script'],
    ["loadScript(this, 'https://api.quillmere.example.com/a.js')", 'script'],
    ["import x from 'https://api.quillmere.example.com/a.js'", 'script'],
    ["document.getElementById('phoneFrame').src = 'https://api.quillmere.example.com/'", 'iframe'],
    ["var f = document.createElement('iframe'); f.setAttribute('src', 'https://api.quillmere.example.com/')", 'iframe'],
    ["$('#ctiFrame').attr('src', 'https://api.quillmere.example.com/')", 'iframe'],
    ['box.innerHTML = \'<iframe src="https://api.quillmere.example.com/" width=1></iframe>\'', 'iframe'],
    ["window.open('https://api.quillmere.example.com/login')", 'window-open'],
    ["new Audio('https://api.quillmere.example.com/ring.mp3').play()", 'audio'],
    ["new Image().src = 'https://api.quillmere.example.com/pixel'", 'image'],
    ["window.location.href = 'https://api.quillmere.example.com/'", 'link'],
    ["parent.postMessage(data, 'https://api.quillmere.example.com')", 'post-message'],
    ["connect.core.initCCP(box, { ccpUrl: 'https://api.quillmere.example.com/ccp' })", 'sdk'],
    ['const view = <iframe src="https://api.quillmere.example.com/" />', 'iframe'],
  ])('is read from %s', (text, means) => {
    expect(shortOf(text)).toEqual([`out ${means} api.quillmere.example.com`]);
  });

  test('is followed through names and pieces, and keeps its port', () => {
    expect(contactsOf("var base = 'https://API.quillmere.example.com:8443/'; fetch(base + 'calls/' + id)")).toMatchObject([
      { host: 'api.quillmere.example.com:8443', address: 'https://API.quillmere.example.com:8443/calls/…', confidence: 'dynamic' },
    ]);
  });
});

describe('a contact without a host', () => {
  test.each([
    ['fetch(address)', '(address)'],
    ["fetch(cmp.get('v.baseUrl') + path + '&user=' + u)", "(cmp.get('v.baseUrl'))"],
    ['fetch(`${base}/calls`)', '(base)'],
    ["fetch('/token')", '(own server)'],
    ["new WebSocket('wss://' + window.location.host + '/ws')", '(own server)'],
    ["var url = settings['/reqVendor/reqVendorURL'];\nfetch(url)", '(call center setting reqVendorURL)'],
  ])('%s goes by its expression', (text, expression) => {
    expect(shortOf(text).map((line) => line.replace(/^out \S+ /, ''))).toEqual([expression]);
  });

  test('a merge field is named as it stands', () => {
    expect(contactsOf('fetch("{!baseUrl}/calls?user=" + u)', 'pages/Phone.page')).toMatchObject([
      { host: null, expression: '{!baseUrl}', address: '{!baseUrl}/calls?user=…', confidence: 'dynamic' },
    ]);
    expect(shortOf('box.innerHTML = \'<iframe src="{!phoneUrl}"></iframe>\'', 'pages/Phone.page')).toEqual(['out iframe ({!phoneUrl})']);
    expect(
      shortOf('window.open("{!$Page.Phone}"); s.src = "{!URLFOR($Resource.Phone)}"; window.open("{!Contact.Id}")', 'pages/Phone.page'),
    ).toEqual([]);
  });

  test('a frame in markup whose address is a piece of its own is one', () => {
    expect(shortOf('box.innerHTML = "<iframe id=\'f\' src=\'" + address + "\'></iframe>"')).toEqual(['out iframe (address)']);
    expect(shortOf('box.innerHTML = `<iframe src="${address}"></iframe>`')).toEqual(['out iframe (address)']);
  });

  test('a request whose method is set at run time is one', () => {
    expect(shortOf('var r = new XMLHttpRequest(); r.open(method, address)')).toEqual(['out xhr (address)']);
    expect(shortOf('dialog.open(method, address)')).toEqual([]);
  });

  test('another scheme is named', () => {
    expect(contactsOf("window.open('ctiphone:dial=' + number)")).toMatchObject([
      { host: null, expression: 'ctiphone:', address: 'ctiphone:…' },
    ]);
  });
});

describe('messages', () => {
  test('name where they go', () => {
    expect(shortOf("frame.contentWindow.postMessage(data, '*')")).toEqual([
      "out post-message (message to frame.contentWindow, target origin '*')",
    ]);
    expect(shortOf('parent.postMessage(data, origin)')).toEqual(['out post-message (message to parent, target origin origin)']);
  });

  test('are listened to, from the hosts that the listener compares', () => {
    expect(shortOf("window.addEventListener('message', (e) => { if (e.origin !== 'https://w.example.com') return; })")).toEqual([
      'in message-listener w.example.com',
    ]);
    expect(shortOf("addEventListener('message', function (e) { go(e.data); })")).toEqual([
      'in message-listener (incoming messages, no check of the origin seen)',
    ]);
    expect(shortOf('function on(e) { if (!allowed(e.origin)) return; }\nwindow.onmessage = on;')).toEqual([
      'in message-listener (incoming messages, origin checked at run time)',
    ]);
  });

  test('are listened to in the way of older pages too', () => {
    const text = `
var method = window.addEventListener ? 'addEventListener' : 'attachEvent';
var listen = window[method];
var name = method == 'attachEvent' ? 'onmessage' : 'message';
listen(name, function (e) { go(e.data); });`;
    expect(shortOf(text)).toEqual(['in message-listener (incoming messages, no check of the origin seen)']);
  });

  test('of workers and sockets are none', () => {
    expect(shortOf("worker.postMessage(data); worker.addEventListener('message', f); socket.on('message', f)")).toEqual([]);
  });
});

describe('no contact with a system outside', () => {
  test.each([
    "fetch('/services/data/v58.0/query')",
    "fetch('https://quillmere.my.salesforce.com/services/data')",
    "fetch('https://quillmere--c.vf.force.com/apex/x')",
    "var s = document.createElement('script'); s.src = '/support/api/57.0/lightning/opencti_min.js'",
    "s.src = 'https://login.salesforce.com/support/api/57.0/interaction.js'",
    "window.open('/0035g00000AbCdE')",
    "window.open('mailto:x')",
    "map.get('https')",
    '$.get(0)',
    "dialog.open('GET me')",
    'function fetch(x) {}\nfetch(y)',
    "loadScript(this, RESOURCE + '/a.js')",
    "img.src = 'icons/phone.png'",
    'file.src = name',
    "router.post('/calls', handle)",
    "import a from './a.js'; import b from 'vendor-sdk'",
    "window.open('about:blank')",
  ])('%s', (text) => {
    expect(shortOf(text)).toEqual([]);
  });

  test('a relative address in a page of the org leads to Salesforce', () => {
    expect(shortOf("fetch('/token')", 'force-app/main/default/pages/Phone.page')).toEqual([]);
  });
});

test('copies of well-known libraries are not read for contacts', () => {
  expect(shortOf("$.ajax({ url: s.url }); fetch('https://x.example.com')", 'static/jquery-3.6.0.min.js')).toEqual([]);
  expect(shortOf("/*! jQuery v3.6.0 */ fetch('https://x.example.com')", 'static/a.js')).toEqual([]);
  expect(shortOf("/* uses jQuery */ fetch('https://x.example.com')", 'static/phone-react-shell.ts')).toEqual(['out fetch x.example.com']);
});

test('an address of a token is no token', () => {
  expect(contactsOf("var urlToken = 'https://x.example.com/oauth2/Token'; fetch(urlToken)")).toMatchObject([
    { address: 'https://x.example.com/oauth2/Token' },
  ]);
});

test('contacts of one system are put together and sorted', () => {
  const systems = groupSystems(
    contacts(
      read({
        'b.js': "fetch('https://one.example.com/b'); fetch(base + '/x'); fetch(base + '/y');",
        'a.js': "new WebSocket('wss://ONE.example.com/a'); fetch('https://two.example.com');",
      }),
    ),
  );
  expect(systems.map(({ name, kind, places }) => [name, kind, places.map(({ file, means }) => `${file} ${means}`)])).toEqual([
    ['one.example.com', 'host', ['a.js websocket', 'b.js fetch']],
    ['two.example.com', 'host', ['a.js fetch']],
    ['base', 'expression', ['b.js fetch', 'b.js fetch']],
  ]);
});

describe('code that is not the adapter’s own', () => {
  const address = "var s = document.createElement('script'); s.src = 'https://cdn.quillmere.example.com/plugin.js';";

  test.each([
    'staticresources/editor.resource!/tiny_mce/plugins/table/editor_plugin.js',
    'staticresources/jqueryui18.resource!/development-bundle/demos/index.js',
    'web/amcharts/plugins/loader.js',
    'web/jquery-ui-1.12.1/external/a.js',
    'web/forcetk.js',
    'web/cometd-3.1.js',
  ])('is told by its place: %s', (file) => {
    expect(shortOf(address, file)).toEqual([]);
  });

  test.each(['web/phone-cometd.js', 'src/tinymcephone/a.js', 'src/charts/phone.js', 'src/jquery/phone-ui.js'])(
    'is not seen in a name that only resembles: %s',
    (file) => {
      expect(shortOf(address, file)).toEqual(['out script cdn.quillmere.example.com']);
    },
  );
});

describe('a loader of scripts', () => {
  const loader = (parameter: string): string =>
    `const load = (${parameter}) => { const s = document.createElement('script'); s.src = ${parameter}; document.head.append(s); };`;

  test('shows no system where nobody hands it an address', () => {
    expect(contactsOf(loader('address'))).toEqual([]);
  });

  test('shows what it is handed', () => {
    expect(shortOf(`${loader('address')} load('https://cdn.quillmere.example.com/phone.js');`)).toContain(
      'out script cdn.quillmere.example.com',
    );
    expect(shortOf(`${loader('address')} load(settings.vendorPage);`)).toEqual(['out script (settings.vendorPage)']);
  });
});

test('a message to the origin that Salesforce hands to the page meets no other system', () => {
  expect(contactsOf('parent.postMessage(data, params.sfdcIframeOrigin)')).toEqual([]);
  expect(shortOf('parent.postMessage(data, params.phoneOrigin)')).toHaveLength(1);
});

test('a plugin for a vendor’s desktop names the vendor’s module once', () => {
  expect(shortOf("import { FlexPlugin } from '@twilio/flex-plugin'; import { VERSION } from '@twilio/flex-ui';")).toEqual([
    'out sdk (@twilio/flex-plugin)',
  ]);
});

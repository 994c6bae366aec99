// A bot on vk-io, unchanged but for the host. It plays the citizens through the control port itself.
// usage: node vk_io_program.mjs <folder of node_modules>; the first line of the sandbox's --json on stdin.

import http from 'node:http';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const require = createRequire(`${process.argv[2]}/`);
const { VK, Keyboard } = require('vk-io');

const box = JSON.parse(await text(process.stdin));
const [publicId] = box.publics;
const citizen = 8;
const host = {
    apiBaseUrl: box.url.replace(/\/$/, ''),
    apiLimit: 50,
    agent: new http.Agent(),
    uploadTimeout: 5_000,
};

async function control(verb, path, given) {
    const answer = await fetch(`${box.control.url}${path}`, {
        method: verb,
        headers: { Authorization: `Bearer ${box.control.token}` },
        body: given && JSON.stringify(given),
    });
    const { result, error } = await answer.json();
    if (error) {
        throw new Error(`${path}: ${error.message}`);
    }
    return result;
}

async function until(look) {
    for (let tries = 0; tries < 200; tries += 1) {
        const found = await look();
        if (found) {
            return found;
        }
        await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    throw new Error(`nothing came: ${look}`);
}

const received = async () => (
    (await control('POST', 'citizens/received', { public: publicId, citizen })).map((one) => one.text)
);

const community = new VK({ ...host, token: box.tokens.communities[publicId], pollingGroupId: publicId });
const manager = new VK({ ...host, token: box.tokens.user });
const told = {};

// A keyboard whose payload is an object; the answer to its button
community.updates.on('message_new', async (context) => {
    if (context.messagePayload) {
        await context.send(`Выбрано: ${context.messagePayload.street}`);
        return;
    }
    const keyboard = Keyboard.builder()
        .textButton({ label: 'Садовая', payload: { street: 'Садовая' }, color: 'primary' })
        .oneTime();
    await context.send('Какая улица?', { keyboard });
});
await control('POST', 'listen', { public: publicId, types: ['message_new'] });
await community.updates.startPolling();
await control('POST', 'citizens/write', { public: publicId, text: 'Когда уберут снег?', citizen });
await until(async () => (await received()).length === 1);
await control('POST', 'citizens/press', { public: publicId, label: 'Садовая', citizen });
told.received = await until(async () => {
    const texts = await received();
    return texts.length === 2 && texts;
});
await community.updates.stop();

// A photo in a message, a post, its shapes
const picture = { value: Buffer.from('not really a picture'), filename: 'a.png' };
const photo = await community.upload.messagePhoto({ peer_id: citizen, source: picture });
await community.api.messages.send({ peer_id: citizen, random_id: 0, attachment: `${photo}` });
const post = await manager.api.wall.post({ owner_id: -publicId, from_group: 1, message: 'Работы' });
const { items: [shown] } = await manager.api.wall.getById({ posts: `-${publicId}_${post.post_id}` });
const { groups } = await manager.api.groups.getById({ group_ids: box.publics });
told.wall = [photo.ownerId, shown.text, groups.length];

// Errors that the control port makes
await control('POST', 'faults/error', { code: 9, text: 'flood', method: 'users.get' });
told.flood = await manager.api.users.get({}).then(
    () => 'no error',
    (error) => [error.code, error.params.some(({ key }) => key === 'v')],
);

// A captcha: a wrong key is asked again
const keys = ['guess', 'solved'];
manager.callbackService.onCaptcha((payload, retry) => retry(keys.shift()).catch(() => {}));
await control('POST', 'faults/captcha', { method: 'users.get' });
told.captcha = (await manager.api.users.get({})).map(({ id }) => id).concat(keys.length);

// A callback server: vk-io compares the secret of a confirmation first
const { code } = await manager.api.groups.getCallbackConfirmationCode({ group_id: publicId });
const hooked = new VK({ ...host, token: box.tokens.user, webhookSecret: 'тайна', webhookConfirmation: code });
const posts = [];
hooked.updates.on('wall_post_new', (context) => { posts.push(context.wall.text); });
const server = http.createServer(hooked.updates.getWebhookCallback());
await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const { server_id } = await manager.api.groups.addCallbackServer({
    group_id: publicId,
    url: `http://127.0.0.1:${server.address().port}/`,
    title: 'vk-io',
    secret_key: 'тайна',
});
await manager.api.groups.setCallbackSettings({ group_id: publicId, server_id, wall_post_new: 1 });
told.server = await until(async () => {
    const { items: [{ status }] } = await manager.api.groups.getCallbackServers({ group_id: publicId });
    return status !== 'wait' && status;
});
await manager.api.wall.post({ owner_id: -publicId, from_group: 1, message: 'Вода' });
told.posts = await until(() => posts.length && posts);
server.close();
server.closeAllConnections();

// Time and the record
const before = await control('GET', 'clock');
told.hour = Math.round((await control('POST', 'clock/advance', { seconds: 3600 })).now - before.now);
const record = await control('GET', 'requests?method=messages.*');
told.record = [...new Set(record.map(({ method, caller }) => `${caller}: ${method}`))];

console.log(JSON.stringify(told));
process.exit(0);

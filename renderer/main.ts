import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { bridgeClient } from './client/bridge.ts';
import { connect } from './client/client.svelte.ts';
import { httpClient } from './client/http.ts';
import { pressKey } from './client/pressed-key.ts';
import { theme } from './state/settings/theme.svelte.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app.');
theme.show();
window.twinlens?.onKey(pressKey);
mount(App, { target, props: { client: connect(window.twinlens ? bridgeClient(window.twinlens) : httpClient()) } });

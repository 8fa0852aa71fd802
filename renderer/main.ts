import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { bridgeClient } from './client/bridge.ts';
import { httpClient } from './client/http.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app.');
mount(App, { target, props: { client: window.twinlens ? bridgeClient(window.twinlens) : httpClient() } });

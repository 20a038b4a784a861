import { createRoot } from 'react-dom/client';
import ConfigProvider from 'tdesign-react/es/config-provider';
import chinese from 'tdesign-react/es/locale/zh_CN';
import { Route, Router, Switch } from 'wouter';
import { BASE, watchHands } from './client.js';
import { Entrance } from './entrance.js';
import { SetPasswordPage } from './pages/set-password.js';
import { SetUpPage } from './pages/set-up.js';
import 'tdesign-react/es/style/index.css';
import './app.css';

watchHands();
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <ConfigProvider globalConfig={chinese}>
      <Router base={BASE}>
        <Switch>
          <Route path="/set-up" component={SetUpPage} />
          <Route path="/password" component={SetPasswordPage} />
          <Route>
            <Entrance />
          </Route>
        </Switch>
      </Router>
    </ConfigProvider>,
  );
}

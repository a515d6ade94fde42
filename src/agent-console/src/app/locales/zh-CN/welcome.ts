import type { welcome as en } from "../en/welcome";

export const welcome: Record<keyof typeof en, string> = {
  title: "快速上手",
  done: "已完成 {n} / {all}",
  hide: "隐藏",
  available: "设为在线",
  "available.text": "状态为在线时，系统才会给您派单。",
  "available.button": "设为在线",
  notifications: "允许浏览器通知",
  "notifications.text": "派单只等几秒，您在别的窗口时也能及时看到。",
  "notifications.button": "允许通知",
  "notifications.blocked": "浏览器已阻止通知，请在此页面的网站设置中允许。",
  demo: "以客户身份试一试",
  "demo.text": "演示商店会在新标签页中打开，在那里留言，在这里回复。",
  "demo.button": "打开演示商店",
  invite: "邀请同事",
  "invite.text": "每个人都有自己的账号、角色和语言。",
  "invite.button": "添加客服",
  install: "把聊天放到您的网站上",
  "install.text": "只需一行代码。有页面打开聊天后，这一步会自动勾选。",
  "install.button": "查看代码",
};

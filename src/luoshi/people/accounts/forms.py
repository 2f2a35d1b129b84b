"""The shape of what is typed on the pages of accounts."""

from __future__ import annotations

from django import forms

from luoshi.journal.models import new_ref
from luoshi.people.models import Profile, Role


class TokenForm(forms.Form):
    """A form whose second submission is the same act: the token travels with it."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, initial=new_ref)


class SignInForm(forms.Form):
    login = forms.CharField(
        label="登录名", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label="密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    code = forms.CharField(
        label="动态口令",
        required=False,
        help_text="开通了动态口令的账号才需要填写。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class ChangePasswordForm(TokenForm):
    old = forms.CharField(
        label="原密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label="新密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label="再输一次新密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError("两次输入的新密码不一样。")
        return again


class SecondFactorForm(TokenForm):
    code = forms.CharField(
        label="手机上显示的六位数字",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class OpenAccountForm(TokenForm):
    login = forms.CharField(label="登录名", max_length=40, help_text="字母或数字，便于电话里说清。")
    name = forms.CharField(label="姓名", max_length=40)
    role = forms.ChoiceField(label="角色", choices=Role.choices)


class GrantForm(TokenForm):
    role = forms.ChoiceField(label="角色", choices=Role.choices)
    valid_from = forms.DateField(label="自", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(
        label="至", required=False, help_text="不填为长期。", widget=forms.DateInput(attrs={"type": "date"})
    )


class ProfileForm(TokenForm):
    profile = forms.ChoiceField(label="安全模式", choices=Profile.choices, widget=forms.RadioSelect)

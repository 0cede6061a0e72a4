
j
location../../etc/passwdp
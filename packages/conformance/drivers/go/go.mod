module example.com/renewal/driver

go 1.24

require example.com/renewal v0.0.0

replace example.com/renewal => ../../../go

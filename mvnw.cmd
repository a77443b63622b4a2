@echo off
rem Runs Maven: the installed one where it is 3.8 or newer, otherwise a pinned release that is fetched once.
rem
rem   MVNW_REPOURL     fetch the release from this Maven repository instead of archive.apache.org
rem   MAVEN_USER_HOME  keep it under this directory (default %USERPROFILE%\.m2), in wrapper\dists
rem
rem curl, tar and certutil are part of Windows 10 1803 and later.
setlocal EnableExtensions DisableDelayedExpansion

set "VERSION=3.9.12"
set "SHA512=0a1be79f02466533fc1a80abbef8796e4f737c46c6574ede5658b110899942a94db634477dfd3745501c80aef9aac0d4f841d38574373f7e2d24cce89d694f70"
set "NAME=apache-maven-%VERSION%"

if defined JAVA_HOME (
    if not exist "%JAVA_HOME%\bin\java.exe" (
        >&2 echo mvnw: JAVA_HOME is "%JAVA_HOME%", but there is no bin\java.exe in it
        exit /b 1
    )
) else (
    where /q java.exe || (
        >&2 echo mvnw: no Java found; install a JDK, 17 or newer, or set JAVA_HOME
        exit /b 1
    )
)

set "MVN=mvn"
where /q mvn || goto pinned
call mvn --version 2>nul | findstr /r /c:"Apache Maven 3\.[89]" /c:"Apache Maven 3\.[1-9][0-9]" /c:"Apache Maven [4-9]\." >nul && goto run

:pinned
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "DISTS=%MAVEN_USER_HOME%\wrapper\dists"
set "MAVEN_DIR=%DISTS%\%NAME%-%SHA512:~0,12%"
set "MVN=%MAVEN_DIR%\bin\mvn.cmd"
if exist "%MVN%" goto run

set "URL=https://archive.apache.org/dist/maven/maven-3/%VERSION%/binaries/%NAME%-bin.tar.gz"
if defined MVNW_REPOURL set "URL=%MVNW_REPOURL%/org/apache/maven/apache-maven/%VERSION%/%NAME%-bin.tar.gz"
set "SCRATCH=%MAVEN_DIR%.%RANDOM%%RANDOM%"
mkdir "%SCRATCH%" || exit /b 1

>&2 echo mvnw: fetching %URL%
curl --fail --silent --show-error --location --retry 2 --output "%SCRATCH%\archive" "%URL%" || (
    >&2 echo mvnw: cannot fetch %URL%
    goto failed
)
certutil -hashfile "%SCRATCH%\archive" SHA512 | findstr /i /x "%SHA512%" >nul || (
    >&2 echo mvnw: wrong checksum of %URL%, nothing was installed; expected %SHA512%
    goto failed
)
tar -xzf "%SCRATCH%\archive" -C "%SCRATCH%" || (
    >&2 echo mvnw: cannot unpack %URL%
    goto failed
)
rem Unpacked beside the final place and renamed, so that an interrupted run leaves nothing that looks complete.
if not exist "%MVN%" move "%SCRATCH%\%NAME%" "%MAVEN_DIR%" >nul
rmdir /s /q "%SCRATCH%"
if exist "%MVN%" goto run
>&2 echo mvnw: cannot install Maven in "%MAVEN_DIR%"
exit /b 1

:failed
rmdir /s /q "%SCRATCH%"
exit /b 1

:run
rem Outside the project its pom.xml is named, unless the caller has named one.
set "FILE_OPTION="
if /i not "%CD%\"=="%~dp0" set FILE_OPTION=-f "%~dp0pom.xml"
echo.%* | findstr /r /c:"^-f " /c:" -f " /c:"--file" >nul && set "FILE_OPTION="
call "%MVN%" %FILE_OPTION% %*
exit /b %ERRORLEVEL%
